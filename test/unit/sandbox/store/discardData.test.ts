import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { announcementFile } from '../../../../src/sandbox/announcement';
import { startSandboxServer } from '../../../../src/sandbox/sandboxServer';
import { discardData, removeDiscardedData } from '../../../../src/sandbox/store/discardData';
import { client, testOptions } from '../runningSandbox';
import { withFolder } from '../temporaryFolder';

/** Creates an empty file at each of `names`. */
function createFiles(folder: string, names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), '');
  }
}

/** The access keys of all users, as `sandbox.json` has them. */
function readCredentials(folder: string): unknown {
  const { users } = JSON.parse(readFileSync(announcementFile(folder), 'utf8')) as {
    readonly users: unknown;
  };
  return users;
}

describe('discardData', () => {
  it('deletes the store and nothing else', () =>
    withFolder(folder => {
      createFiles(folder, [
        'records/1',
        'blobs/ab/cd',
        'incoming/x',
        'instance.json',
        'aws/credentials',
      ]);
      discardData(folder);
      assert.deepEqual(readdirSync(folder).sort(), ['aws', 'instance.json']);
    }));

  it('accepts a folder without a store', () =>
    withFolder(folder => {
      createFiles(folder, ['instance.json']);
      discardData(folder);
      assert.deepEqual(readdirSync(folder), ['instance.json']);
    }));

  it('leaves the address and the access keys as they were', () =>
    withFolder(async folder => {
      const first = await startSandboxServer(testOptions(folder), () => undefined);
      const before = client(first);
      await before.createDomain({ domain: 'mine' });
      before.destroy();
      const credentials = readCredentials(path.join(folder, 'data'));
      await first.close();

      const second = await startSandboxServer(
        testOptions(folder, { reset: true }),
        () => undefined,
      );
      // The keys of the first start, which build tools and profiles have, must still work.
      const api = client(first);
      try {
        assert.equal(second.announcement.endpoint, first.announcement.endpoint);
        assert.deepEqual(readCredentials(path.join(folder, 'data')), credentials);
        const { domains = [] } = await api.listDomains({});
        assert.deepEqual(
          domains.map(({ name }) => name),
          ['demo'],
        );
      } finally {
        api.destroy();
        await second.close();
      }
    }));
});

describe('removeDiscardedData', () => {
  it('deletes what a killed process discarded and nothing else', () =>
    withFolder(folder => {
      createFiles(folder, ['discarded-4711-records/1', 'records/1', 'blobs/ab/cd']);
      removeDiscardedData(folder);
      assert.deepEqual(readdirSync(folder).sort(), ['blobs', 'records']);
    }));
});
