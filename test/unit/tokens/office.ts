import type { Domain } from '../../../src/core/coordinates';
import { Failure } from '../../../src/core/failure';
import { Secret } from '../../../src/core/secret';
import type { Token } from '../../../src/core/token';
import type {
  TokenRenewerPorts,
  TokenHealth,
  RenewalTarget,
} from '../../../src/tokens/tokenRenewerPorts';
import { tokenHash } from '../../../src/tokens/ledger';
import { parseRenewals, type Renewal } from '../../../src/tokens/renewals';
import { TokenRenewer } from '../../../src/tokens/tokenRenewer';
import type { Computer } from './computer';

export const domain: Domain = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'team',
};

export const key = { domain, connection: 'profile:p@eu-west-1' };

export const hour = 3_600_000;

/** A call of GetAuthorizationToken. */
export interface Call {
  readonly real: number;
  readonly elapsed: number;
  readonly by: string;
  readonly worked: boolean;
}

/** One holder, one service, and any number of windows on one computer. */
export class Office {
  readonly computer: Computer;
  readonly calls: Call[] = [];
  readonly told: TokenHealth[] = [];
  readonly errors: unknown[] = [];
  /** The token in the file, and when it really ends. */
  held: { readonly text: string; readonly ends: number } | undefined;
  /** What all windows share, as JSON. */
  shared = '[]';
  tokenSeconds = 43_200;
  lifeMs = 12 * hour;
  /** How long an answer takes. */
  answerMs = (): number => 500 + 2000 * this.#random();
  /** How many requests are under way. */
  asking = 0;
  failFetch: () => Failure | undefined = () => undefined;
  failWrite: () => Failure | undefined = () => undefined;
  /** What the holders say. */
  wanted = (): readonly RenewalTarget[] => [
    { ...key, ...(this.held && { held: { hash: tokenHash(this.held.text) } }) },
  ];
  readonly #random: () => number;
  readonly #windows = new Map<string, AbortController>();

  constructor(computer: Computer, random: () => number) {
    this.computer = computer;
    this.#random = random;
  }

  /** Makes the renewer of a window, and sets it to work unless told otherwise. */
  open(name: string, run = true): TokenRenewer {
    const stop = new AbortController();
    this.#windows.set(name, stop);
    const renewer = new TokenRenewer(this.#ports(name));
    if (run) void renewer.run(error => this.errors.push(error), stop.signal);
    return renewer;
  }

  close(name: string): void {
    this.#windows.get(name)?.abort();
    this.#windows.delete(name);
  }

  closeAll(): void {
    for (const name of [...this.#windows.keys()]) this.close(name);
  }

  get expired(): boolean {
    return this.held === undefined || this.held.ends <= this.computer.real;
  }

  #ports(window: string): TokenRenewerPorts {
    const { now, wait } = this.computer;
    return {
      window,
      now,
      wait,
      random: this.#random,
      monotonicNow: () => this.computer.elapsed,
      tokenSeconds: () => this.tokenSeconds,
      notify: health => this.told.push(health),
      listTargets: () => Promise.resolve(this.wanted()),
      updateRenewals: change => this.#share(change),
      writeToken: token => {
        const failure = this.failWrite();
        if (failure) return Promise.reject(failure);
        this.held = { text: token.secret.reveal(), ends: this.#ends.get(token) ?? 0 };
        return Promise.resolve();
      },
      fetchToken: (_, __, signal) => this.#fetch(window, signal),
    };
  }

  readonly #ends = new WeakMap<Token, number>();

  async #fetch(by: string, signal: AbortSignal): Promise<Token> {
    const { real, elapsed } = this.computer;
    const failure = this.failFetch();
    this.calls.push({ real, elapsed, by, worked: !failure });
    this.asking++;
    await this.computer.wait(this.answerMs(), signal).finally(() => this.asking--);
    if (failure) throw failure;
    const ends = real + this.lifeMs;
    const token = {
      domain,
      secret: new Secret(`token-${this.calls.length}`),
      expires: new Date(ends),
    };
    this.#ends.set(token, ends);
    return token;
  }

  /** As the file does: one at a time, through JSON. */
  #share(change: (all: readonly Renewal[]) => readonly Renewal[]): Promise<readonly Renewal[]> {
    const all = change(parseRenewals(JSON.parse(this.shared)));
    this.shared = JSON.stringify(all);
    return Promise.resolve(parseRenewals(JSON.parse(this.shared)));
  }
}

export const refusal = (code: 'service-error' | 'sign-in-needed' = 'service-error'): Failure =>
  new Failure(code, 'team');
