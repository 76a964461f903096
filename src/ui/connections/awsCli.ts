import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

/** The AWS CLI of this machine. */
export interface AwsCli {
  readonly version: string;
  /** Whether it knows `aws sso login`: since 2.0. */
  readonly supportsSso: boolean;
  /** Whether it knows `aws login`: since 2.32. */
  readonly supportsLogin: boolean;
}

/** The AWS CLI that PATH leads to, or undefined. It is run once, to be asked for its version. */
export async function findAwsCli(): Promise<AwsCli | undefined> {
  try {
    // Outside of the workspace: on Windows a program would be looked for there first.
    const options = {
      timeout: 10_000,
      windowsHide: true,
      cwd: process.execPath.replace(/[^/\\]*$/, ''),
    };
    const { stdout } = await promisify(execFile)('aws', ['--version'], options);
    const [, version, major, minor] = /^aws-cli\/(([0-9]+)\.([0-9]+)[0-9.]*)/.exec(stdout) ?? [];
    if (version === undefined) return undefined;
    const supportsLogin = Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 32);
    return { version, supportsSso: Number(major) >= 2, supportsLogin };
  } catch {
    return undefined;
  }
}

/**
 * Runs it in a terminal of its own, without a shell in between. Resolves to its exit code once it has
 * ended; to undefined where the terminal was closed before.
 */
export async function runAwsCliInTerminal(args: readonly string[]): Promise<number | undefined> {
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('AWS sign-in'),
    shellPath: 'aws',
    shellArgs: [...args],
    iconPath: new vscode.ThemeIcon('sign-in'),
    isTransient: true,
    cwd: homedir(),
  });
  terminal.show();
  return await new Promise(resolve => {
    const subscription = vscode.window.onDidCloseTerminal(closed => {
      if (closed !== terminal) return;
      subscription.dispose();
      resolve(closed.exitStatus?.code);
    });
  });
}
