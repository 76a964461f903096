import { kindOf, type ConnectionNode, type FailedNode, type MoreNode, type Node } from './node';
import type { Services } from '../common/services';
import * as vscode from 'vscode';

/** Asks again for a node and what is below it, or for everything. */
export function refresh({ explorer }: Services, node?: unknown): void {
  explorer.refresh(kindOf(node) === undefined ? undefined : (node as Node));
}

/** Shows the next page of a list. */
export async function loadMore({ explorer }: Services, node: unknown): Promise<void> {
  if (kindOf(node) === 'more') await explorer.more((node as MoreNode).parent);
}

/** Asks again for a list that could not be had, or for all of a connection that was offline. */
export async function retry({ explorer }: Services, node: unknown): Promise<void> {
  if (kindOf(node) === 'failed') await explorer.retry((node as FailedNode).parent);
  if (kindOf(node) === 'connection') explorer.retryFailed(node as ConnectionNode);
}

/** Does what ends the failure that a node shows. */
export async function fix(_: Services, node: unknown): Promise<void> {
  if (kindOf(node) !== 'failed') return;
  const { advise } = await import('../look/chunk');
  const { button } = advise((node as FailedNode).failure);
  if (button) await vscode.commands.executeCommand(button.command, ...(button.args ?? []));
}
