import * as vscode from 'vscode';
import { shellOf, type Shell } from '../../shared/shell';

/** What runs in this window's terminals, unless the user opens another. */
export function terminalShell(): Shell {
  return shellOf(process.platform, vscode.env.shell);
}
