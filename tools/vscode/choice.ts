import { MissingPrerequisiteError } from '../machine/missing';
import { isReachable } from '../machine/reachable';
import { withDailyCache } from '../machine/remember';

/** Which VS Code the tests run in: the desktop build, or VS Code's server with a browser. */
export type CodeVariant = 'desktop' | 'server';

function display(): string {
  if (process.platform !== 'linux') return process.platform;
  return process.env['WAYLAND_DISPLAY'] || process.env['DISPLAY'] || '';
}

/**
 * The desktop build where there is a display and its download can be reached, else the server.
 * VSCODE_FOR_TESTS=desktop or =server decides otherwise; without a display for it, rejects with
 * `MissingPrerequisiteError`.
 */
export async function chooseCodeVariant(): Promise<CodeVariant> {
  const wanted = process.env['VSCODE_FOR_TESTS'];
  if (wanted === 'desktop' && display() === '')
    throw new MissingPrerequisiteError(
      'VSCODE_FOR_TESTS=desktop needs a display, and DISPLAY and WAYLAND_DISPLAY name none: run it under xvfb-run, or leave VSCODE_FOR_TESTS away.',
    );
  if (wanted === 'desktop' || wanted === 'server') return wanted;
  if (display() === '') return 'server';
  const downloadable = await withDailyCache('vscode-download', display(), () =>
    isReachable('https://update.code.visualstudio.com/api/releases/stable'),
  );
  return downloadable ? 'desktop' : 'server';
}

/** Whether VSCODE_VERSION=minimum asks for the oldest VS Code that the extension supports. */
export function usesMinimumVersion(): boolean {
  return process.env['VSCODE_VERSION'] === 'minimum';
}
