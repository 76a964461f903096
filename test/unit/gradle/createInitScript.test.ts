import assert from 'node:assert/strict';
import { createInitScript } from '../../../src/gradle/createInitScript';
import { isTokenFileName, tokenFileName } from '../../../src/gradle/tokenFileName';

const domain = { region: 'eu-west-1', owner: '111122223333', domain: 'my-team' };

describe('createInitScript', () => {
  it('fills in every placeholder', () => assert.doesNotMatch(createInitScript(), /@\w+@/));

  it('escapes the patterns for Groovy', () =>
    assert.ok(createInitScript().includes(String.raw`\\.d\\.codeartifact(?:-fips)?\\.(`)));
});

describe('tokenFileName', () => {
  const names: readonly [realm: string, name: string][] = [
    ['aws', 'codeartifact.my-team-111122223333.eu-west-1.token'],
    [
      'http://127.0.0.1:40123',
      'codeartifact.my-team-111122223333.http%3A%2F%2F127.0.0.1%3A40123.token',
    ],
  ];
  for (const [realm, name] of names)
    it(`tells endpoints apart: ${realm}`, () => {
      assert.equal(tokenFileName({ ...domain, realm }), name);
      assert.ok(isTokenFileName(name));
    });

  it('does not take other files for token files', () =>
    assert.deepEqual(['codeartifact.init.gradle', 'my.token'].map(isTokenFileName), [
      false,
      false,
    ]));
});
