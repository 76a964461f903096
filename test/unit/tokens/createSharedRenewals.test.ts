import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../../src/core/secret';
import { tokenHash } from '../../../src/tokens/ledger';
import { createSharedRenewals } from '../../../src/tokens/createSharedRenewals';
import { TokenRenewer } from '../../../src/tokens/tokenRenewer';
import { domain, key } from './office';

describe('five windows with one file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'renewals-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  for (const [what, content] of [
    ['is not there', undefined],
    ['is garbage', '{"x'],
  ] as const)
    it(`make one request when it ${what}`, async () => {
      const file = path.join(folder, 'renewals.json');
      if (content !== undefined) writeFileSync(file, content, { mode: 0o600 });
      let held: string | undefined;
      let calls = 0;
      const renewers = ['a', 'b', 'c', 'd', 'e'].map(
        window =>
          new TokenRenewer({
            window,
            now: Date.now,
            monotonicNow: () => performance.now(),
            random: Math.random,
            listTargets: () =>
              Promise.resolve([{ ...key, ...(held && { held: { hash: tokenHash(held) } }) }]),
            fetchToken: () => {
              calls += 1;
              const expires = new Date(Date.now() + 43_200_000);
              return Promise.resolve({ domain, secret: new Secret(`canary-${calls}`), expires });
            },
            writeToken: token => {
              held = token.secret.reveal();
              return Promise.resolve();
            },
            updateRenewals: createSharedRenewals(file),
            notify: () => undefined,
            tokenSeconds: () => 43_200,
            wait: () => Promise.reject(new Error('not needed')),
          }),
      );
      const { signal } = new AbortController();
      await Promise.all(renewers.map(renewer => renewer.poll(signal)));
      await Promise.all(renewers.map(renewer => renewer.poll(signal)));
      assert.equal(calls, 1);
      assert.equal(held, 'canary-1');
      const text = readFileSync(file, 'utf8');
      assert.doesNotMatch(text, /canary/);
      assert.match(text, new RegExp(tokenHash('canary-1')));
      if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    });
});
