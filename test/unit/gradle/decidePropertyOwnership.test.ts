import assert from 'node:assert/strict';
import { decidePropertyOwnership } from '../../../src/gradle/decidePropertyOwnership';
import { readProperty } from '../../../src/gradle/readProperty';

const ours = {
  isWrittenByUs: (value: string) => value === 'written',
  knowsDomain: true,
  belongsToWorkspace: false,
};
const header = Buffer.from(JSON.stringify({ exp: 1_795_426_107 })).toString('base64');
const jwe = `${header}.a.b.c.d`;

describe('propertyOwnership', () => {
  const cases: readonly [
    title: string,
    text: string,
    facts: Partial<typeof ours>,
    action: string,
    reasons?: readonly string[],
  ][] = [
    ['an absent property', '', {}, 'create'],
    ['an empty one', 'codeartifactToken=', {}, 'update'],
    ['one of white space alone', 'codeartifactToken=\\ \\t', {}, 'update'],
    ['a token by its form', `codeartifactToken=${jwe}`, {}, 'update'],
    ['one that we wrote', 'codeartifactToken=written', {}, 'update'],
    ["someone's own", 'codeartifactToken=nexus', {}, 'ask', ['other-value']],
    [
      "someone's own before ours",
      'codeartifactToken=nexus\ncodeartifactToken=written',
      {},
      'ask',
      ['other-value'],
    ],
    ['a domain from a script', '', { knowsDomain: false }, 'ask', ['domain-from-script']],
    [
      'a file of the workspace',
      '',
      { belongsToWorkspace: true },
      'ask',
      ['properties-of-workspace'],
    ],
  ];
  for (const [title, text, facts, action, reasons] of cases)
    it(`decides about ${title}`, () => {
      const view = readProperty(Buffer.from(text), 'codeartifactToken');
      const ruling = decidePropertyOwnership(view, { ...ours, ...facts });
      assert.equal(ruling.action, action);
      assert.deepEqual('reasons' in ruling ? ruling.reasons : undefined, reasons);
      if ('confirmedAction' in ruling)
        assert.equal(ruling.confirmedAction, text === '' ? 'create' : 'update');
    });
});
