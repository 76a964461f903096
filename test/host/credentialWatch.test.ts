import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CredentialWatch } from '../../src/ui/aws/credentialWatch';

describe('the watch over where credentials come from', () => {
  let folder: string;
  let watch: CredentialWatch;
  const told: true[] = [];
  // Every sign here means something in a pattern.
  const config = () => path.join(folder, 'config {a}[b]');
  const isTold = () => told.length > 0;
  const cache = () => path.join(folder, 'sso', 'cache');

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'watch-'));
    watch = new CredentialWatch();
    watch.onDidChange(() => told.push(true));
    watch.start({ files: [config()], folders: [cache()] });
    watch.start({ files: [config()], folders: [cache()] });
  });
  beforeEach(() => void told.splice(0));
  after(async () => {
    watch.dispose();
    await rm(folder, { recursive: true });
  });

  /** Changes until it is told of: a watcher takes its time to be there. */
  async function toldOf(change: (round: number) => Promise<void>): Promise<void> {
    for (let round = 0; !isTold(); round++) {
      await change(round);
      for (let tries = 0; tries < 40 && !isTold(); tries++) await setTimeout(25);
    }
  }

  it('tells of a file that comes, and of one that changes', async () => {
    await toldOf(round => writeFile(config(), `[default]\n# ${round}\n`));
    told.splice(0);
    await toldOf(round => writeFile(config(), `[profile p]\n# ${round}\n`));
  });

  it('tells once of many changes at a time', async () => {
    await setTimeout(500);
    told.splice(0);
    for (let change = 0; change < 5; change++) await writeFile(config(), `# ${change}\n`);
    await toldOf(() => Promise.resolve());
    await setTimeout(600);
    assert.equal(told.length, 1);
  });

  it('tells of a first sign-in, for which the folder is made', async () => {
    await mkdir(cache(), { recursive: true });
    await toldOf(round => writeFile(path.join(cache(), 'session.json'), `{"round":${round}}`));
  });
});
