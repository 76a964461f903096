import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { minVersion, satisfies } from 'semver';

interface Package {
  readonly engines?: { readonly node?: string };
  readonly optional?: boolean;
}

const json = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as unknown;

describe('the lock file', () => {
  it('holds no package that needs a newer Node than this project', async () => {
    const { engines } = (await json('package.json')) as Package;
    const lowest = minVersion(engines?.node ?? '')?.version ?? '';
    const { packages } = (await json('package-lock.json')) as {
      readonly packages: Readonly<Record<string, Package>>;
    };
    const newer = Object.entries(packages).flatMap(([name, { engines: its, optional }]) =>
      optional || satisfies(lowest, its?.node ?? '*') ? [] : [`${name}: ${its?.node ?? ''}`],
    );
    assert.deepEqual(newer, []);
    assert.equal(lowest, '20.19.0');
  });
});
