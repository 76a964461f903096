import * as vscode from 'vscode';
import type { CommonServices } from './commonServices';

/** Opens a file of the machine that the extension runs on, at a 1-based place. */
export async function openFile(
  _: CommonServices,
  file: unknown,
  line?: unknown,
  column?: unknown,
): Promise<void> {
  if (typeof file !== 'string') return;
  const position = new vscode.Position(toZeroBased(line), toZeroBased(column));
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    selection: new vscode.Range(position, position),
    preview: true,
  });
}

/** Shows what the extension did. */
export function showLog({ log }: CommonServices): void {
  log.show();
}

/** Types a command into a terminal for the user to look at and run: nothing runs by itself. */
export function typeInTerminal(_: CommonServices, text: unknown): void {
  if (typeof text !== 'string' || /[\r\n]/.test(text)) return;
  const terminal = vscode.window.createTerminal({ name: 'CodeArtifact' });
  terminal.show();
  terminal.sendText(text, false);
}

function toZeroBased(oneBased: unknown): number {
  return typeof oneBased === 'number' && oneBased >= 1 ? Math.trunc(oneBased) - 1 : 0;
}
