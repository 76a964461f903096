import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  CredentialWatcher,
  debounceMilliseconds,
} from '../../src/ui/connections/credentialWatcher';
import { ManualTimers } from '../unit/aws/manualTimers';

describe('the watch over where credentials come from', () => {
  let folder: string;
  let watch: CredentialWatcher;
  let timers: ManualTimers;
  let heard: number;
  let told: number;
  // Every sign here means something in a pattern.
  const config = () => path.join(folder, 'config {a}[b]');
  const cache = () => path.join(folder, 'sso', 'cache');

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'watch-'));
    timers = new ManualTimers();
    [heard, told] = [0, 0];
    watch = new CredentialWatcher((run, milliseconds) => {
      heard++;
      return timers.start(run, milliseconds);
    });
    watch.onDidChange(() => told++);
    watch.start({ files: [config()], folders: [cache()] });
    watch.start({ files: [config()], folders: [cache()] });
  });
  afterEach(async () => {
    watch.dispose();
    await rm(folder, { recursive: true });
  });

  /** Changes the file until `count` changes are heard: a watcher takes its time to be there. */
  async function hears(count: number, file: string): Promise<void> {
    for (let round = 0; heard < count; round++) {
      await writeFile(file, `{"round":${round}}`);
      await setTimeout(20);
    }
  }

  /** Hears a change of the file, and tells of it once no more have come for a while. */
  async function tellsOf(file: string): Promise<void> {
    const before = { heard, told };
    await hears(before.heard + 1, file);
    // No other event can come in between.
    timers.pass(debounceMilliseconds - 1);
    assert.equal(told, before.told);
    timers.pass(1);
    assert.equal(told, before.told + 1);
  }

  it('tells of a file that comes, and of one that changes', async () => {
    await tellsOf(config());
    await tellsOf(config());
  });

  it('tells once of many changes at a time', async () => {
    await hears(3, config());
    timers.pass(debounceMilliseconds);
    assert.equal(told, 1);
  });

  it('tells of a first sign-in, for which the folder is made', async () => {
    await mkdir(cache(), { recursive: true });
    await tellsOf(path.join(cache(), 'session.json'));
  });

  it('tells nothing once it is disposed of', async () => {
    await hears(1, config());
    watch.dispose();
    timers.pass(debounceMilliseconds);
    assert.equal(told, 0);
  });
});
