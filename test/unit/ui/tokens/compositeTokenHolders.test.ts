import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Failure } from '../../../../src/core/failure';
import { Secret } from '../../../../src/core/secret';
import {
  type Ledger,
  parseLedger,
  clearSignedOut,
  markSignedOut,
} from '../../../../src/tokens/ledger';
import type {
  HolderScan,
  TokenHolder,
  TokenLocation,
  WritePlan,
} from '../../../../src/ui/tokens/tokenHolder';
import { CompositeTokenHolders } from '../../../../src/ui/tokens/compositeTokenHolders';
import type { TokenLedger } from '../../../../src/tokens/tokenLedger';
import type { TerminalHolder } from '../../../../src/ui/tokens/terminalHolder';
import { domain, place } from './places';

const { signal } = new AbortController();
const token = { domain: domain('a'), secret: new Secret('fresh'), expires: new Date() };

/** A kind that holds `places`, and what was done to it. */
class FakeKind implements TokenHolder {
  readonly places: TokenLocation[];
  readonly done: string[] = [];
  fails: Failure | undefined;
  seen: readonly string[] = [];

  constructor(places: TokenLocation[]) {
    this.places = places;
  }

  find(known: {
    readonly trustedDomains: readonly { readonly domain: string }[];
  }): Promise<HolderScan> {
    this.seen = known.trustedDomains.map(it => it.domain);
    if (this.fails) return Promise.reject(this.fails);
    const domains = this.places.map(it => it.domain);
    return Promise.resolve({ locations: this.places, trustedDomains: domains, files: [] });
  }

  plan(): Promise<WritePlan> {
    const { places } = this;
    if (this.fails) return Promise.reject(this.fails);
    const domains = places.map(it => it.domain);
    const write = () => this.#do('write');
    return Promise.resolve({
      hasCandidates: places.length > 0,
      locations: places,
      domains,
      problems: [],
      write,
    });
  }

  renew = () => this.#do('renew');

  remove = (places: readonly TokenLocation[]) => this.#do(`remove ${places.length}`);

  #do(what: string): Promise<void> {
    this.done.push(what);
    return this.fails ? Promise.reject(this.fails) : Promise.resolve();
  }
}

describe('all holders', () => {
  let maven: FakeKind;
  let gradle: FakeKind;
  let gradleInit: FakeKind;
  let file: FakeKind;
  let terminal: FakeKind;
  let ledger: Ledger;
  let holders: CompositeTokenHolders;
  const all = () => [maven, gradle, gradleInit, terminal, file];
  beforeEach(() => {
    maven = new FakeKind([place('maven', 'a', 'old'), place('maven', 'b', 'old')]);
    gradle = new FakeKind([place('gradle', 'a', 'old')]);
    gradleInit = new FakeKind([place('gradleInit', 'a', 'old')]);
    file = new FakeKind([place('file', 'a', 'old')]);
    terminal = new FakeKind([place('terminal', 'a', 'old')]);
    ledger = parseLedger(undefined);
    const change = (next: Ledger) => {
      ledger = next;
      return Promise.resolve();
    };
    const tokenLedger = {
      read: () => Promise.resolve(ledger),
      markSignedOut: (places: TokenLocation[]) => change(markSignedOut(ledger, places)),
      clearSignedOut: (places: TokenLocation[]) => change(clearSignedOut(ledger, places)),
    };
    holders = new CompositeTokenHolders(
      { info: () => undefined } as unknown as vscode.LogOutputChannel,
      tokenLedger as unknown as TokenLedger,
      { maven, gradle, gradleInit, terminal: terminal as unknown as TerminalHolder, file },
    );
  });

  it('are found one after the other, and later ones know the domains of those before', async () => {
    const { locations } = await holders.find(signal);
    assert.deepEqual(
      locations.map(({ kind }) => kind),
      ['maven', 'maven', 'gradle', 'gradleInit', 'terminal', 'file'],
    );
    assert.deepEqual([maven.seen, gradle.seen], [[], ['a', 'b']]);
  });

  it('are found as far as they can be read', async () => {
    maven.fails = new Failure('settings-refused', 'settings.xml');
    assert.equal((await holders.find(signal)).locations.length, 4);
  });

  it('are all renewed, also when one of them cannot be written, which is told', async () => {
    gradle.fails = new Failure('file-unwritable', 'gradle.properties');
    await assert.rejects(holders.renew(token, signal), gradle.fails);
    assert.deepEqual(
      all().map(({ done }) => done),
      [['renew'], ['renew'], ['renew'], ['renew'], ['renew']],
    );
  });

  it('are written by a click as far as they can be read, and the rest is told', async () => {
    maven.fails = new Failure('settings-refused', 'settings.xml');
    const plan = await holders.plan(signal);
    assert.deepEqual(plan.problems, [maven.fails]);
    await plan.write([token], signal);
    assert.deepEqual([maven.done, gradle.done], [[], ['write']]);
  });

  it('lose their tokens, after nobody is to bring them back any more', async () => {
    const { locations } = await holders.find(signal);
    const chosen = locations.filter(({ kind, domain: of }) => kind !== 'file' && of.domain === 'a');
    maven.fails = new Failure('file-unwritable', 'settings.xml');
    await assert.rejects(holders.remove(chosen, signal), maven.fails);
    assert.deepEqual(
      all().map(({ done }) => done),
      [['remove 1'], ['remove 1'], ['remove 1'], ['remove 1'], []],
    );
    assert.equal(ledger.signedOut.length, 4);
  });

  it('are given tokens again by a click, those of its domains', async () => {
    await holders.remove((await holders.find(signal)).locations, signal);
    assert.equal(ledger.signedOut.length, 6);
    const plan = await holders.plan(signal);
    await plan.write([token], signal);
    assert.deepEqual(
      ledger.signedOut.map(({ server }) => server),
      ['b'],
    );
  });
});
