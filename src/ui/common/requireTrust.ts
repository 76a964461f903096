import * as vscode from 'vscode';
import { Failure } from '../../core/failure';

/** Throws `untrusted` unless the window is trusted. Whatever writes, runs or sends asks this first. */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) throw new Failure('untrusted', 'window');
}
