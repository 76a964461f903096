import assert from 'node:assert/strict';
import { Failure } from '../../../../src/core/failure';
import { tokenHash } from '../../../../src/tokens/ledger';
import type { Connections } from '../../../../src/ui/connections/connections';
import type { TokenLocation } from '../../../../src/ui/tokens/tokenHolder';
import { findRenewalTargets } from '../../../../src/ui/tokens/findRenewalTargets';
import { place, tokenUntil } from './places';

const connections = {
  forDomain: ({ domain }: { readonly domain: string }) =>
    domain === 'stranger'
      ? Promise.reject(new Failure('no-connection', domain))
      : Promise.resolve({ kind: 'default', region: 'eu-west-1' }),
} as unknown as Connections;
const connection = 'default@eu-west-1';

/** Each domain as `name connection hash?`. */
async function wanted(places: TokenLocation[]) {
  const all = await findRenewalTargets(connections, places, 'window-1');
  const names = new Map(['one', 'two'].map(text => [tokenHash(text), text]));
  return all.map(it => [
    it.domain.domain,
    it.connection,
    it.held && (names.get(it.held.hash) ?? it.held.hint?.expires.toISOString()),
  ]);
}

describe('what is to be kept alive', () => {
  const end = '2026-01-01T05:00:00.000Z';
  const rows: [what: string, places: TokenLocation[], expected: (string | undefined)[][]][] = [
    ['nothing', [], []],
    [
      'one request for all holders of a domain',
      [place('maven', 'a', 'one'), place('gradle', 'a', 'one'), place('file', 'a', 'one')],
      [['a', connection, 'one']],
    ],
    [
      'holders that differ',
      [place('maven', 'a', 'one'), place('gradle', 'a', 'two')],
      [['a', connection, undefined]],
    ],
    ['a holder without a token', [place('maven', 'a')], [['a', connection, undefined]]],
    [
      'a token that says of itself',
      [place('maven', 'a', tokenUntil(new Date(end)))],
      [['a', connection, end]],
    ],
    [
      'terminals, which follow the files',
      [place('maven', 'a', 'one'), place('terminal', 'a')],
      [['a', connection, 'one']],
    ],
    [
      'terminals alone, by this window alone',
      [place('terminal', 'a', 'two')],
      [['a', `${connection} window-1`, 'two']],
    ],
    ['nothing that is not plainly ours', [place('maven', 'a', 'one', { autoRenewed: false })], []],
    ['nothing that no connection serves', [place('maven', 'stranger', 'one')], []],
  ];
  for (const [what, places, expected] of rows)
    it(`is ${what}`, async () => assert.deepEqual(await wanted(places), expected));
});
