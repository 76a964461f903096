import assert from 'node:assert/strict';
import { profileChain } from '../../../src/aws/credentials/profiles';
import type { ConfigSection, SharedConfig } from '../../../src/aws/credentials/sharedConfig';

const role = 'arn:aws:iam::111122223333:role/dev';

/** The names of the profiles that the credentials of `a` build on. */
function chain(profiles: Readonly<Record<string, ConfigSection>>): string[] {
  const named = Object.entries(profiles).map(
    ([name, section]) => [name, { ...section, name }] as const,
  );
  const shared = { profiles: new Map(named) } as unknown as SharedConfig;
  return profileChain('a', shared).map(section => section['name'] ?? 'missing');
}

describe('the profiles that credentials build on', () => {
  const keys = { aws_access_key_id: 'A', aws_secret_access_key: 's' };
  const assumed = (source_profile: string) => ({ role_arn: role, source_profile });
  const cases: [
    what: string,
    profiles: Readonly<Record<string, ConfigSection>>,
    names: string[],
  ][] = [
    ['the profile alone', { a: keys, b: keys }, ['a']],
    ['a profile that is missing', {}, ['missing']],
    ['the source of a role', { a: assumed('b'), b: keys }, ['a', 'b']],
    ['the source of a source', { a: assumed('b'), b: assumed('c'), c: keys }, ['a', 'b', 'c']],
    ['a source that is missing', { a: assumed('b') }, ['a', 'missing']],
    ['a circle, once', { a: assumed('b'), b: assumed('a') }, ['a', 'b']],
    ['itself, once', { a: assumed('a') }, ['a']],
    ['no source without a role', { a: { ...keys, source_profile: 'b' }, b: keys }, ['a']],
  ];
  for (const [what, profiles, names] of cases)
    it(`are ${what}`, () => assert.deepEqual(chain(profiles), names));
});
