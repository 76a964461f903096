import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startSandboxServer } from '../../../../src/sandbox/sandboxServer';
import { discardData, removeDiscardedData } from '../../../../src/sandbox/store/discardData';
import { client, testOptions } from '../runningSandbox';
import { withFolder } from '../temporaryFolder';

/** Plants an empty file at each of `names`. */
function plant(folder: string, names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), '');
  }
}

describe('discard', () => {
  it('empties the store, and keeps what is beside it', () =>
    withFolder(folder => {
      plant(folder, ['records/1', 'blobs/ab/cd', 'incoming/x', 'instance.json', 'aws/credentials']);
      discardData(folder);
      assert.deepEqual(readdirSync(folder).sort(), ['aws', 'instance.json']);
    }));

  it('is content with a folder that has no store yet', () =>
    withFolder(folder => {
      plant(folder, ['instance.json']);
      discardData(folder);
      assert.deepEqual(readdirSync(folder), ['instance.json']);
    }));

  it('starts the sandbox anew under its address', () =>
    withFolder(async folder => {
      const first = await startSandboxServer(testOptions(folder), () => undefined);
      const api = client(first);
      await api.createDomain({ domain: 'mine' });
      api.destroy();
      await first.close();

      const second = await startSandboxServer(
        testOptions(folder, { reset: true }),
        () => undefined,
      );
      const again = client(second);
      try {
        assert.equal(second.announcement.endpoint, first.announcement.endpoint);
        const { domains = [] } = await again.listDomains({});
        assert.deepEqual(
          domains.map(({ name }) => name),
          ['demo'],
        );
      } finally {
        again.destroy();
        await second.close();
      }
    }));
});

describe('sweepDiscarded', () => {
  it('removes what a killed process discarded, and nothing else', () =>
    withFolder(folder => {
      plant(folder, ['discarded-4711-records/1', 'records/1', 'blobs/ab/cd']);
      removeDiscardedData(folder);
      assert.deepEqual(readdirSync(folder).sort(), ['blobs', 'records']);
    }));
});
