import { platform, release } from 'node:os';
import * as vscode from 'vscode';
import { detailsText, type Reported } from './detailsText';
import type { Services } from '../common/services';

/** Copies what is known of a failure, for a ticket: service, operation, request id, no secrets. */
export async function copyDetails({ version }: Services, given: unknown): Promise<void> {
  if (!isReported(given)) return;
  const program = { version, vscode: vscode.version, platform: `${platform()} ${release()}` };
  await vscode.env.clipboard.writeText(detailsText(given, program));
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

function isReported(value: unknown): value is Reported {
  if (typeof value !== 'object' || value === null) return false;
  const { code, subject, details } = value as Partial<Record<string, unknown>>;
  return (
    typeof code === 'string' &&
    typeof subject === 'string' &&
    typeof details === 'object' &&
    details !== null
  );
}
