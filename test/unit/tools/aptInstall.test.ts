import assert from 'node:assert/strict';
import { aptInstall, type Apt } from '../../../tools/machine/apt';
import { MissingPrerequisiteError } from '../../../tools/machine/missing';
import { memoizeAsync } from '../../../tools/machine/onceDone';

describe('aptInstall', () => {
  const apt = (special: Partial<Apt>): Apt => ({
    isThere: true,
    isRoot: true,
    install: () => Promise.resolve(),
    ...special,
  });
  const install = (special: Partial<Apt>) =>
    aptInstall('Gradle', ['gradle', 'more'], 'Get it from gradle.org.', apt(special));

  const cases: [what: string, special: Partial<Apt>, message: string][] = [
    ['there is no apt-get', { isThere: false }, 'Gradle is missing. Get it from gradle.org.'],
    [
      'this user is not root',
      { isRoot: false },
      'Gradle is missing. Install it with: sudo apt-get install -y --no-install-recommends gradle more',
    ],
    [
      'it fails',
      { install: () => Promise.reject(new Error('"apt-get" ended with 100:\nE: no space')) },
      'Gradle is missing and could not be installed. Install it with: apt-get install -y --no-install-recommends gradle more\n"apt-get" ended with 100:\nE: no space',
    ],
  ];
  for (const [what, special, message] of cases)
    it(`says what helps where ${what}`, () =>
      assert.rejects(
        install(special),
        (error: Error) => error instanceof MissingPrerequisiteError && error.message === message,
      ));

  it('installs as root on Debian', async () => {
    const installed: string[] = [];
    await install({
      install: packages => {
        installed.push(...packages);
        return Promise.resolve();
      },
    });
    assert.deepEqual(installed, ['gradle', 'more']);
  });
});

describe('onceDone', () => {
  it('does the work once for all, and once more after a failure', async () => {
    let calls = 0;
    const work = memoizeAsync(() =>
      ++calls === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(calls),
    );
    await assert.rejects(work(), /offline/);
    assert.deepEqual(await Promise.all([work(), work()]), [2, 2]);
    assert.equal(await work(), 2);
  });
});
