import * as vscode from 'vscode';
import { detectShell, type Shell } from '../../shared/shell';

/** What runs in this window's terminals, unless the user opens another. */
export function terminalShell(): Shell {
  return detectShell(process.platform, vscode.env.shell);
}
