import { platform, release } from 'node:os';
import * as vscode from 'vscode';
import { formatFailureDetails, type FailureReport } from '../errors/formatFailureDetails';
import type { CommonServices } from './commonServices';
import { isJsonObject } from '../../shared/json';

/** Copies what is known of a failure, for a ticket: service, operation, request id, no secrets. */
export async function copyDetails({ version }: CommonServices, argument: unknown): Promise<void> {
  if (!isFailureReport(argument)) return;
  const environment = { version, vscode: vscode.version, platform: `${platform()} ${release()}` };
  await vscode.env.clipboard.writeText(formatFailureDetails(argument, environment));
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

function isFailureReport(value: unknown): value is FailureReport {
  if (!isJsonObject(value)) return false;
  const { code, subject, details } = value;
  return typeof code === 'string' && typeof subject === 'string' && isJsonObject(details);
}
