import * as vscode from 'vscode';
import { replaceFile } from '../../files/replaceFile';
import type { AwsAccess } from '../../core/awsAccess';
import { isCancelled } from '../../core/failure';
import type { DeviceCode } from '../../core/signInPorts';
import { withProgress } from '../common/progress';

/**
 * Signs in with a code that the user confirms in a browser, which can be on another machine.
 * Resolves to false if the user cancels.
 */
export async function signInWithDeviceCode(aws: AwsAccess, profile: string): Promise<boolean> {
  const title = vscode.l10n.t('Signing in to AWS for {0}', profile);
  try {
    await withProgress(title, (signal, report) => {
      const show = (code: DeviceCode): void => {
        report(vscode.l10n.t('Confirm the code {0} in the browser', code.userCode));
        void openVerificationPage(code);
      };
      return aws.signIn(profile, { showDeviceCode: show, writeFile: writeSignInFile }, signal);
    });
  } catch (error) {
    if (isCancelled(error)) return false;
    throw error;
  }
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Signed in for {0}', profile), 5000);
  return true;
}

/** If no browser can be opened, shows the address, which the user can open on any device. */
async function openVerificationPage({ url, userCode }: DeviceCode): Promise<void> {
  if (await tryOpenExternal(url)) return;
  const copy = vscode.l10n.t('Copy Address');
  const message = vscode.l10n.t(
    'Open {0} in a browser on any device, and confirm the code {1}.',
    url,
    userCode,
  );
  if ((await vscode.window.showInformationMessage(message, copy)) === copy)
    await vscode.env.clipboard.writeText(url);
}

async function tryOpenExternal(url: string): Promise<boolean> {
  try {
    return await vscode.env.openExternal(vscode.Uri.parse(url, true));
  } catch {
    // A window in a browser may be unable to open a page.
    return false;
  }
}

async function writeSignInFile(file: string, content: string, signal: AbortSignal): Promise<void> {
  const bytes = new TextEncoder().encode(content);
  await replaceFile(file, () => bytes, { hardLinks: 'replace' }, signal);
}
