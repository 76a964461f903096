import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandboxProcess } from '../../../tools/session/sandboxProcess';

describe('startSandbox', function () {
  this.timeout(60_000);

  it('says what to do where another process serves the folder', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'held-'));
    const first = await startSandboxProcess(path.join(folder, 'data'), folder);
    try {
      await assert.rejects(
        startSandboxProcess(path.join(folder, 'data'), folder),
        /^Error: The sandbox is in use, by another npm start or a VS Code window: close it there, or end the process that holds the folder\.\n.* is in use by process \d+/,
      );
    } finally {
      await first.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
