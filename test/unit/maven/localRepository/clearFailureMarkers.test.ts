import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBytes } from '../../../../src/files/readBytes';
import { replaceFile } from '../../../../src/files/replaceFile';
import { listFileNames, walkFiles } from '../../../../src/files/walkFiles';
import { findFailureMarkers } from '../../../../src/maven/localRepository/findFailureMarkers';
import {
  clearFailureMarkers,
  planClearMarkers,
  type ClearMarkersPorts,
} from '../../../../src/maven/localRepository/clearFailureMarkers';
import { isCancelled } from '../../../../src/core/failure';

const ours = {
  matchesUrl: (url: string) => url.startsWith('https://ours.example/'),
  matchesId: (id: string) => id === 'ours',
};
const files = {
  walk: walkFiles,
  read: (file: string, signal: AbortSignal) => readBytes(file, {}, signal),
};
const ports: ClearMarkersPorts = {
  replace: async (file, edit, signal) => (await replaceFile(file, edit, {}, signal)).changed,
  list: listFileNames,
};
const mine = 'https\\://ours.example/.error=status\\: 401\n';
const theirs = 'https\\://theirs.example/.error=\n';

describe('clearFailureMarkers', () => {
  let root = '';
  const { signal } = new AbortController();

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'clear-markers-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const put = (name: string, text: string) => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  it('deletes markers of CodeArtifact, edits shared ones and keeps the others', async () => {
    const deleted = put('a/1/a-1.pom.lastUpdated', mine);
    const edited = put('b/1/b-1.jar.lastUpdated', mine + theirs);
    put('b/1/b-1.pom', '<project/>');
    const kept = put('c/1/c-1.jar.lastUpdated', theirs);
    const plan = planClearMarkers(await findFailureMarkers(files, root, ours, signal));
    assert.deepEqual(
      { ...plan, markers: plan.markers.length },
      {
        markers: 2,
        filesToDelete: [deleted],
        filesToEdit: [edited],
        failures: 2,
        refused: 2,
        forbidden: 0,
      },
    );
    const result = await clearFailureMarkers(plan, ours, ports, signal);
    assert.deepEqual(result, { deleted: [deleted], edited: [edited], failed: [] });
    assert.equal(existsSync(deleted), false);
    assert.equal(readFileSync(edited, 'utf8'), theirs);
    assert.equal(readFileSync(kept, 'utf8'), theirs);
    assert.deepEqual(await findFailureMarkers(files, root, ours, signal), []);
  });

  it('keeps a marker whose artifact was downloaded after planning', async () => {
    const file = put('a/1/a-1.pom.lastUpdated', mine);
    const plan = planClearMarkers(await findFailureMarkers(files, root, ours, signal));
    put('a/1/a-1.pom', '<project/>');
    assert.deepEqual(await clearFailureMarkers(plan, ours, ports, signal), {
      deleted: [],
      edited: [],
      failed: [],
    });
    assert.equal(readFileSync(file, 'utf8'), mine);
  });

  it('does not follow links out of the local repository', async () => {
    const outside = put('outside/a-1.pom.lastUpdated', mine);
    mkdirSync(path.join(root, 'local'));
    symlinkSync(path.dirname(outside), path.join(root, 'local', 'linked'));
    symlinkSync(outside, path.join(root, 'local', 'b-1.pom.lastUpdated'));
    assert.deepEqual(await findFailureMarkers(files, path.join(root, 'local'), ours, signal), []);
  });

  it('finds nothing without a local repository', async () => {
    assert.deepEqual(await findFailureMarkers(files, path.join(root, 'absent'), ours, signal), []);
  });

  it('continues after a file that cannot be changed', async () => {
    const bad = put('a/1/a-1.pom.lastUpdated', mine);
    const good = put('b/1/b-1.pom.lastUpdated', mine);
    const plan = planClearMarkers(await findFailureMarkers(files, root, ours, signal));
    const error = new Error('no');
    const replace: ClearMarkersPorts['replace'] = async (file, edit, its) => {
      if (file === bad) throw error;
      return await ports.replace(file, edit, its);
    };
    const result = await clearFailureMarkers(plan, ours, { ...ports, replace }, signal);
    assert.deepEqual(result, { deleted: [good], edited: [], failed: [{ file: bad, error }] });
  });

  it('stops when the signal is aborted', async () => {
    put('a/1/a-1.pom.lastUpdated', mine);
    const plan = planClearMarkers(await findFailureMarkers(files, root, ours, signal));
    await assert.rejects(findFailureMarkers(files, root, ours, AbortSignal.abort()), isCancelled);
    await assert.rejects(clearFailureMarkers(plan, ours, ports, AbortSignal.abort()), isCancelled);
    assert.equal((await findFailureMarkers(files, root, ours, signal)).length, 1);
  });
});
