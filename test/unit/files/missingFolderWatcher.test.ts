import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MissingFolderWatcher } from '../../../src/files/missingFolderWatcher';

describe('MissingFolderWatcher', () => {
  let parent: string;
  const watches: MissingFolderWatcher[] = [];
  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'folders-'));
  });
  afterEach(async () => {
    for (const watch of watches.splice(0)) watch.dispose();
    await rm(parent, { recursive: true });
  });

  /** A watch that looks all the time, and what appears next. */
  function open() {
    const appeared: string[] = [];
    let tell = () => {};
    const next = new Promise<void>(resolve => (tell = resolve));
    const watch = new MissingFolderWatcher(folder => {
      appeared.push(path.basename(folder));
      tell();
    }, 5);
    watches.push(watch);
    return { watch, appeared, next };
  }

  it('tells once of a folder that is made, and of none that exists', async () => {
    const { watch, appeared, next } = open();
    const later = path.join(parent, 'later');
    await watch.watch([parent, later, later]);
    await mkdir(later);
    await next;
    await watch.watch([parent, later]);
    assert.deepEqual(appeared, ['later']);
  });

  it('stays silent when it is disposed while it looks', async () => {
    const later = path.join(parent, 'later');
    const disposed = open();
    const following = disposed.watch.watch([later]);
    disposed.watch.dispose();
    await following;
    await mkdir(later);
    // Other watches that look as often have had two turns by then.
    for (const name of ['one', 'two']) {
      const other = open();
      await other.watch.watch([path.join(parent, name)]);
      await mkdir(path.join(parent, name));
      await other.next;
    }
    assert.deepEqual(disposed.appeared, []);
  });

  it('forgets a folder that nobody asks for any more', async () => {
    const { watch, appeared, next } = open();
    await watch.watch([path.join(parent, 'first'), path.join(parent, 'second')]);
    await watch.watch([path.join(parent, 'second')]);
    await mkdir(path.join(parent, 'first'));
    await mkdir(path.join(parent, 'second'));
    await next;
    assert.deepEqual(appeared, ['second']);
  });
});
