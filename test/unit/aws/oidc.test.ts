import assert from 'node:assert/strict';
import { isOidcRefusal, oidcSeconds, oidcText } from '../../../src/aws/oidc';
import { failing } from './failing';

describe('a number of seconds in an OIDC answer', () => {
  const cases: [given: unknown, seconds: number][] = [
    [1, 1],
    [0.5, 0.5],
    [0, 5],
    [-1, 5],
    [JSON.parse('1e999'), 5],
    ['10', 5],
    [null, 5],
    [undefined, 5],
  ];
  for (const [given, seconds] of cases)
    it(`is ${seconds} for ${JSON.stringify(given)} where 5 is usual`, () =>
      assert.equal(oidcSeconds({ interval: given }, 'interval', 5), seconds));
});

describe('a text in an OIDC answer', () => {
  it('is what the answer says', () =>
    assert.equal(oidcText({ clientId: 'a' }, 'clientId', 'p'), 'a'));

  for (const given of ['', 1, null, undefined])
    it(`is not ${JSON.stringify(given)}`, () =>
      assert.throws(
        () => oidcText({ clientId: given }, 'clientId', 'p'),
        failing('bad-answer', 'SignIn', /^clientId is missing in the answer$/),
      ));
});

describe('a refusal by OIDC', () => {
  const cases: [what: string, error: unknown, is: boolean][] = [
    ['an error that says what OIDC calls it', Object.assign(new Error('x'), { error: 'y' }), true],
    ['another error', new Error('x'), false],
    ['an error whose reason is no text', Object.assign(new Error('x'), { error: 1 }), false],
    ['an object that is no error', { error: 'y' }, false],
  ];
  for (const [what, error, is] of cases)
    it(`is ${is ? '' : 'not '}${what}`, () => assert.equal(isOidcRefusal(error), is));
});
