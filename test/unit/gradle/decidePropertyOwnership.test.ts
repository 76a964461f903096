import assert from 'node:assert/strict';
import { decidePropertyOwnership } from '../../../src/gradle/decidePropertyOwnership';
import { readProperty } from '../../../src/gradle/readProperty';

const ours = {
  isWrittenByUs: (text: string) => text === 'written',
  knowsDomain: true,
  belongsToWorkspace: false,
};
const header = Buffer.from(JSON.stringify({ exp: 1_795_426_107 })).toString('base64');
const jwe = `${header}.a.b.c.d`;

describe('decidePropertyOwnership', () => {
  const cases: readonly [
    title: string,
    text: string,
    facts: Partial<typeof ours>,
    action: string,
    reasons?: readonly string[],
  ][] = [
    ['an absent property', '', {}, 'create'],
    ['an empty property', 'codeartifactToken=', {}, 'update'],
    ['a property with white space alone', 'codeartifactToken=\\ \\t', {}, 'update'],
    ['a token, known by its form', `codeartifactToken=${jwe}`, {}, 'update'],
    ['a value that the extension wrote', 'codeartifactToken=written', {}, 'update'],
    ['a value of another origin', 'codeartifactToken=nexus', {}, 'ask', ['other-value']],
    [
      'a value of another origin before our own',
      'codeartifactToken=nexus\ncodeartifactToken=written',
      {},
      'ask',
      ['other-value'],
    ],
    [
      'a domain that only a script names',
      '',
      { knowsDomain: false },
      'ask',
      ['domain-from-script'],
    ],
    [
      'a file in the workspace',
      '',
      { belongsToWorkspace: true },
      'ask',
      ['properties-of-workspace'],
    ],
  ];
  for (const [title, text, facts, action, reasons] of cases)
    it(`answers '${action}' for ${title}`, () => {
      const view = readProperty(Buffer.from(text), 'codeartifactToken');
      const ruling = decidePropertyOwnership(view, { ...ours, ...facts });
      assert.equal(ruling.action, action);
      assert.deepEqual('reasons' in ruling ? ruling.reasons : undefined, reasons);
      if ('confirmedAction' in ruling)
        assert.equal(ruling.confirmedAction, text === '' ? 'create' : 'update');
    });
});
