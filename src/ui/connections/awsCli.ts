import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

/** The AWS CLI of this machine. */
export interface AwsCli {
  readonly version: string;
  /** Whether it supports `aws sso login`, which was added in 2.0. */
  readonly supportsSso: boolean;
  /** Whether it supports `aws login`, which was added in 2.32. */
  readonly supportsLogin: boolean;
}

/** The AWS CLI on the PATH, or undefined. Runs it once to get its version. */
export async function findAwsCli(): Promise<AwsCli | undefined> {
  try {
    // Not in the workspace, because Windows looks for programs in the current folder first.
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
 * Runs the AWS CLI in a terminal of its own, without a shell. Resolves to its exit code, or to
 * undefined if the terminal is closed before the program ends.
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
