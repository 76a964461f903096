import {
  nodeKind,
  type ConnectionNode,
  type FailedNode,
  type LoadMoreNode,
  type Node,
} from './node';
import type { ExplorerServices } from './explorerServices';
import * as vscode from 'vscode';
import { advise } from '../errors/advice';

/** Reloads a node and its descendants, or the whole tree. */
export function refreshNode({ explorer }: ExplorerServices, node?: unknown): void {
  explorer.refresh(nodeKind(node) === undefined ? undefined : (node as Node));
}

/** Loads the next page of a list. */
export async function loadMoreNodes({ explorer }: ExplorerServices, node: unknown): Promise<void> {
  if (nodeKind(node) === 'more') await explorer.loadMore((node as LoadMoreNode).parent);
}

/** Reloads a list that failed, or all lists of a connection that was offline. */
export async function retryNode({ explorer }: ExplorerServices, node: unknown): Promise<void> {
  if (nodeKind(node) === 'failed') await explorer.retry((node as FailedNode).parent);
  if (nodeKind(node) === 'connection') explorer.retryFailed(node as ConnectionNode);
}

/** Runs the command that fixes the failure of a node. */
export async function fixFailedNode(_: ExplorerServices, node: unknown): Promise<void> {
  if (nodeKind(node) !== 'failed') return;
  const { button } = advise((node as FailedNode).failure);
  if (button) await vscode.commands.executeCommand(button.command, ...(button.args ?? []));
}
