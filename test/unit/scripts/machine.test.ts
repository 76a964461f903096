import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { requireDiskSpace } from '../../../scripts/diskSpace.mjs';
import { whenGone } from '../../../scripts/parent.mjs';
import { identityOf } from '../../../scripts/processes.mjs';
import { runEnvironment } from '../../../scripts/runEnvironment.mjs';

describe('requireDiskSpace', () => {
  const free = (folder: string) => Promise.resolve(folder === '/full' ? 1.24e9 : 3e9);

  it('names the folder, what is left and what is needed', () =>
    assert.rejects(
      requireDiskSpace(['/roomy', '/full'], free),
      /^Error: The disk of \/full has 1\.2 GB left, and 3 GB are needed to install .*: free some space\.$/,
    ));

  it('is content with 3 GB, and where a disk does not tell', async () => {
    await requireDiskSpace(['/roomy'], free);
    await requireDiskSpace(['/roomy'], () => Promise.reject(new Error('ENOSYS')));
  });
});

describe('runEnvironment', () => {
  it('keeps this machine from being asked through a proxy', () => {
    const { no_proxy, NO_PROXY, https_proxy } = runEnvironment(
      { https_proxy: 'http://proxy:3128', NO_PROXY: 'corp.example' },
      '/tmp/ca-1',
      '/tmp',
    );
    assert.equal(no_proxy, 'corp.example,127.0.0.1,localhost,::1');
    assert.equal(NO_PROXY, no_proxy);
    assert.equal(https_proxy, 'http://proxy:3128');
  });

  it('moves temporary files, and leaves the rest as it is', () =>
    assert.deepEqual(runEnvironment({ PATH: '/bin', NO_PROXY: 'x' }, '/tmp/ca-1', '/tmp'), {
      PATH: '/bin',
      NO_PROXY: 'x',
      SHARED_TMPDIR: '/tmp',
      TMPDIR: '/tmp/ca-1',
      TEMP: '/tmp/ca-1',
      TMP: '/tmp/ca-1',
    }));
});

describe('whenGone', () => {
  it('tells once that a process has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
      stdio: 'ignore',
    });
    const found = identityOf(child.pid ?? 0);
    assert.ok(found);
    const told = new Promise<void>(resolve => {
      whenGone(found, resolve);
    });
    child.kill('SIGKILL');
    await once(child, 'close');
    await told;
  });
});
