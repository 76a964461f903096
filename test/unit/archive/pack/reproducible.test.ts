import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { makeTree, tarHashes } from '../../../properties/equalTrees';
import { Random } from '../../../properties/random';
import { skip } from '../../../skip';
import { workRoom } from '../../transfer/workRoom';
import { packerScript } from './packerScript';

describe('equal trees', function () {
  this.timeout(120_000);
  const room = workRoom();
  const expected = { sha256: '' };

  it('make equal archives, whatever they were made like', async () => {
    const hashes = await tarHashes(room(), 10);
    assert.equal(hashes.size, 1);
    expected.sha256 = [...hashes].join();
  });

  it('make the same archive on every machine', () => {
    // Change this only together with the format: who published a version before must get it again.
    assert.equal(
      expected.sha256,
      '182dc124eeadad93df579367c7baf31f6cff155f2ce82ac5a89cf387e259715a',
    );
  });

  const surroundings: [what: string, env: NodeJS.ProcessEnv, before: readonly string[]][] = [
    [
      'umask, time zone and locale',
      { TZ: 'Asia/Tokyo', LC_ALL: 'C', LANG: 'C' },
      ['sh', '-c', 'umask 077; exec "$@"', 'sh'],
    ],
    [
      'a Turkish locale',
      { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
      [],
    ],
    ['another user', {}, ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']],
  ];
  for (const [what, env, before] of surroundings)
    it(`make the same archive with ${what}`, async function () {
      if (before[0] === 'setpriv' && process.getuid?.() !== 0)
        return skip(this, 'only root may become another user');
      const folder = path.join(room(), 'tree');
      await makeTree(folder, new Random(1));
      const script = packerScript(room());
      execFileSync('chmod', ['-R', 'a+rX', room()]);
      await chmod(room(), 0o777);
      const [program, ...args] = [...before, process.execPath];
      const printed = execFileSync(program, [...args, script, folder, room()], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
      });
      assert.equal(printed.trim(), expected.sha256);
    });
});
