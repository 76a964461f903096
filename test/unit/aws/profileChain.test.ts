import assert from 'node:assert/strict';
import { profileChain } from '../../../src/aws/credentials/profiles';
import type { ConfigSection } from '../../../src/aws/credentials/sharedConfig';

const role = 'arn:aws:iam::111122223333:role/dev';

/** The names of the profiles that the credentials of `a` build on, or `missing`. */
function chain(profiles: Readonly<Record<string, ConfigSection>>): string[] {
  const configFile = new Map(Object.entries(profiles));
  const none = new Map<string, ConfigSection>();
  const shared = { profiles: configFile, configFile, credentialsFile: none };
  return profileChain('a', { ...shared, ssoSessions: none, services: none }).map(({ name }) =>
    configFile.has(name) ? name : 'missing',
  );
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
    [
      'no role beside the keys of a source',
      { a: assumed('b'), b: { ...assumed('c'), ...keys } },
      ['a', 'b'],
    ],
    ['its own keys', { a: { ...assumed('a'), ...keys } }, ['a', 'a']],
    ['no source without a role', { a: { ...keys, source_profile: 'b' }, b: keys }, ['a']],
  ];
  for (const [what, profiles, names] of cases)
    it(`are ${what}`, () => assert.deepEqual(chain(profiles), names));
});
