import assert from 'node:assert/strict';
import { parseSandboxState } from '../../../../src/ui/sandbox/sandboxState';

const state = {
  endpoint: 'http://127.0.0.1:40123',
  region: 'us-east-1',
  account: '111122223333',
  accessKeyId: 'AKIA',
  secretAccessKey: 'canary',
  pid: 42,
};

describe('parseSandboxState', () => {
  it('reads what a sandbox says, and hides its secret', () => {
    const read = parseSandboxState(JSON.stringify(state));
    assert.equal(read?.pid, 42);
    assert.equal(read.connection.endpoint, state.endpoint);
    assert.equal(read.connection.secretAccessKey.reveal(), 'canary');
    assert.doesNotMatch(JSON.stringify(read), /canary/);
  });
  it('knows the users by name, each with its own keys', () => {
    const users = [
      { user: 'newcomer', accessKeyId: 'AKIN', secretAccessKey: 'canary-2' },
      { user: 'half', accessKeyId: 'AKIH' },
      null,
    ];
    const read = parseSandboxState(JSON.stringify({ ...state, users }));
    assert.deepEqual([...(read?.users.keys() ?? [])], ['newcomer']);
    const newcomer = read?.users.get('newcomer');
    assert.equal(newcomer?.user, 'newcomer');
    assert.equal(newcomer.endpoint, state.endpoint);
    assert.equal(newcomer.accessKeyId, 'AKIN');
    assert.equal(newcomer.secretAccessKey.reveal(), 'canary-2');
    assert.equal(read?.connection.user, undefined);
  });
  const refused: [what: string, json: string][] = [
    ['no JSON', 'Listening on 4000'],
    ['null', 'null'],
    ['another host', JSON.stringify({ ...state, endpoint: 'http://10.0.0.1:40123' })],
    [
      'a host that starts alike',
      JSON.stringify({ ...state, endpoint: 'http://127.0.0.1.evil.example:1' }),
    ],
    ['a path', JSON.stringify({ ...state, endpoint: 'http://127.0.0.1:1/x' })],
    ['no region', JSON.stringify({ ...state, region: undefined })],
    ['a list of one endpoint', JSON.stringify({ ...state, endpoint: [state.endpoint] })],
    ...['region', 'account', 'accessKeyId'].map((name): [string, string] => [
      `a number as ${name}`,
      JSON.stringify({ ...state, [name]: 1 }),
    ]),
    ['a secret that is no text', JSON.stringify({ ...state, secretAccessKey: 1 })],
  ];
  for (const [what, json] of refused)
    it(`refuses ${what}`, () => assert.equal(parseSandboxState(json), undefined));
});
