import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startSandbox } from '../../../../src/sandbox/sandbox';
import { discard, sweepDiscarded } from '../../../../src/sandbox/store/discard';
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
      discard(folder);
      assert.deepEqual(readdirSync(folder).sort(), ['aws', 'instance.json']);
    }));

  it('is content with a folder that has no store yet', () =>
    withFolder(folder => {
      plant(folder, ['instance.json']);
      discard(folder);
      assert.deepEqual(readdirSync(folder), ['instance.json']);
    }));

  it('starts the sandbox anew under its address', () =>
    withFolder(async folder => {
      const first = await startSandbox(testOptions(folder), () => undefined);
      const api = client(first);
      await api.createDomain({ domain: 'mine' });
      api.destroy();
      await first.close();

      const second = await startSandbox(testOptions(folder, { reset: true }), () => undefined);
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
      sweepDiscarded(folder);
      assert.deepEqual(readdirSync(folder).sort(), ['blobs', 'records']);
    }));
});
