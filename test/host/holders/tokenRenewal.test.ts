import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Failure } from '../../../src/core/failure';
import { Secret } from '../../../src/core/secret';
import type { Token } from '../../../src/core/token';
import type { TokenLocation, TokenHolders } from '../../../src/ui/tokens/tokenHolder';
import { TokenRenewalService } from '../../../src/ui/tokens/tokenRenewalService';
import { until } from '../until';
import { fakeServices, type FakeServices, team } from './fakeServices';

describe('renewing in a window', () => {
  let folder: string;
  let services: FakeServices;
  let renewal: TokenRenewalService;
  let held: string[];
  let calls: number;
  let failure: Failure | undefined;
  let available: boolean;
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(tmpdir(), 'renewal-'));
    [held, calls, failure, available] = [[''], 0, undefined, true];
    const api = {
      token: (domain: typeof team): Promise<Token> => {
        calls++;
        if (failure) return Promise.reject(failure);
        const expires = new Date(Date.now() + 43_200_000);
        return Promise.resolve({ domain, secret: new Secret(`token-${calls}`), expires });
      },
    };
    services = fakeServices(folder, {
      api: () => Promise.resolve(api),
      available: () => Promise.resolve(available ? [{ kind: 'default' }] : []),
    });
    const holders = {
      find: () =>
        Promise.resolve({
          trustedDomains: [],
          files: [],
          ledger: { entries: [], signedOut: [] },
          locations: held.map((text, index): TokenLocation => ({
            kind: 'gradle',
            domain: team,
            holder: '/gradle.properties',
            server: `p${index}`,
            currentToken: new Secret(text),
            autoRenewed: true,
            removable: true,
          })),
        }),
      renew: ({ secret }: Token) => {
        held = held.map(() => secret.reveal());
        return Promise.resolve();
      },
    } as unknown as TokenHolders;
    const storage = vscode.Uri.file(folder);
    renewal = new TokenRenewalService({ ...services, holders }, storage);
  });
  afterEach(async () => {
    renewal.dispose();
    services.log.dispose();
    await fs.rm(folder, { recursive: true });
  });

  const autoRefresh = (on: boolean | undefined) =>
    vscode.workspace
      .getConfiguration('codeartifact')
      .update('token.autoRefresh', on, vscode.ConfigurationTarget.Global);

  it('gives all holders of a domain one token, with one request', async () => {
    held = ['one', 'two', 'three'];
    await renewal.pollNow();
    assert.deepEqual(held, ['token-1', 'token-1', 'token-1']);
    await renewal.pollNow();
    assert.equal(calls, 1);
    assert.doesNotMatch(await fs.readFile(path.join(folder, 'renewals.json'), 'utf8'), /token-1/);
  });

  it('does nothing without a connection', async () => {
    available = false;
    await renewal.pollNow();
    assert.equal(calls, 0);
  });

  it('does nothing when it is switched off', async () => {
    await autoRefresh(false);
    try {
      await renewal.pollNow();
      assert.equal(calls, 0);
    } finally {
      await autoRefresh(undefined);
    }
  });

  /** The least gap between two requests is a minute: this lets it pass. */
  const letGapPass = async () => {
    const file = path.join(folder, 'renewals.json');
    const all = JSON.parse(await fs.readFile(file, 'utf8')) as { askedAt: number }[];
    for (const it of all) it.askedAt -= 120_000;
    await fs.writeFile(file, JSON.stringify(all));
  };

  it('tries at once what failed when credentials come, and nothing else', async () => {
    failure = new Failure('sign-in-needed', 'p');
    await renewal.pollNow();
    assert.equal(calls, 1);
    await letGapPass();
    failure = undefined;
    renewal.retryFailed();
    await until(() => held[0] === 'token-2');
    await letGapPass();
    renewal.retryFailed();
    await renewal.pollNow();
    assert.equal(calls, 2);
  });

  it('replaces a token that was refused once, and no more', async () => {
    const { signal } = new AbortController();
    await renewal.pollNow();
    await letGapPass();
    await renewal.renewRejected(team, signal);
    assert.deepEqual(held, ['token-2']);
    await letGapPass();
    await renewal.renewRejected(team, signal);
    assert.deepEqual(held, ['token-2']);
  });
});
