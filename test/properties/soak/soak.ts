import { endAll, temporaryFolder } from '../../interop/sandboxProcess';
import { removeDataFolder } from './removeDataFolder';
import { soakSandbox } from './soakSandbox';

/** The soak of the sandbox in its long form, for `dist/sandbox.js` as it was built last. */
export async function soak(): Promise<string> {
  const { folder, remove } = temporaryFolder('sandbox-soak');
  try {
    const figures = await soakSandbox(folder, 1, 20_000);
    const removals = await removeDataFolder(folder, 1, 20);
    const { requests, answered, vanished, cut, blobsRemoved, unreadable, openFiles } = figures;
    const files = openFiles === undefined ? 'not counted here' : `${openFiles} before and after`;
    return (
      `${requests} requests, ${answered} answered, ${vanished} whose client vanished, ${cut} cut by ` +
      `faults; ${blobsRemoved} times files of assets removed, ${unreadable} answers of 500 for it; ` +
      `0 deaths, 0 uncaught errors, open files: ${files}; data folder removed ${removals.runs} times: ` +
      `${removals.answered} answered before, ${removals.refused} with the reason, ${removals.late} after the end`
    );
  } finally {
    endAll();
    remove();
  }
}
