import { isCancelled, isFailure, type Failure } from '../core/failure';
import type { Token } from '../core/token';
import { healthOf, keptOf, keyFields, keyText, type Kept } from './kept';
import type { KeeperPorts, Wanted } from './keeperPorts';
import { tokenHash } from './ledger';
import { backoffMs, lifeMs, lookMs, renewAfterMs, wasSetBack } from './renewal';
import {
  claimRenewal,
  isWaiting,
  renewalOf,
  withRenewal,
  type Claim,
  type IssuedToken,
  type Renewal,
  type RenewalKey,
} from './renewals';

/** A token that could not be written yet: only the writing is tried again. */
interface Unwritten {
  readonly token: Token;
  readonly issued: IssuedToken;
  readonly failures: number;
  readonly notBefore: number;
}

/** Keeps the tokens of all wanted domains alive, together with the keepers of other windows. */
export class TokenKeeper {
  readonly #ports: KeeperPorts;
  readonly #unwritten = new Map<string, Unwritten>();
  readonly #busy = new Set<string>();
  /** The tokens that replaced a refused one: when they are refused too, a new one will not help. */
  readonly #replacements = new Set<string>();
  /** The hashes of the refused tokens that are still to be replaced. */
  readonly #refused = new Set<string>();
  #kept: ReadonlyMap<string, Kept> = new Map<string, Kept>();
  #stale = true;
  #last: { readonly now: number; readonly elapsed: number } | undefined;

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
  }

  /** Looks at the clock until `signal` aborts. What goes wrong in a look is told, and ends nothing. */
  async run(report: (error: unknown) => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.look(signal).catch((error: unknown) => {
        if (!isCancelled(error)) report(error);
      });
      if (signal.aborted) return;
      await this.#ports.wait(lookMs, signal).catch(() => undefined);
    }
  }

  /** The holders, the connections or the settings have changed: the next look reads them anew. */
  changed(): void {
    this.#stale = true;
  }

  /** Renews what is due now. */
  async look(signal: AbortSignal): Promise<void> {
    const setBack = this.#wasSetBack();
    if (this.#stale) await this.#read(signal);
    const due = [...this.#kept.values()].filter(kept => setBack || this.#isDue(kept));
    await Promise.all(due.map(({ wanted }) => this.#attend(wanted, setBack, signal)));
  }

  /**
   * Renews now what `which` accepts, whatever the clock says: the user wishes it, or the credentials
   * have come back. Never closer than the least gap.
   */
  async renewNow(which: (wanted: Wanted) => boolean, signal: AbortSignal): Promise<void> {
    await this.#read(signal);
    const wanted = [...this.#kept.values()].map(it => it.wanted).filter(which);
    await Promise.all(wanted.map(it => this.#attend(it, true, signal)));
  }

  /**
   * A repository has answered 401 to the token of this hash, although it should live. Renews it once,
   * in a later look where the last request is too recent: resolves to false when the token was itself
   * such a replacement, and only people can help.
   */
  async refused(key: RenewalKey, hash: string, signal: AbortSignal): Promise<boolean> {
    if (this.#replacements.has(hash)) return false;
    const text = keyText(key);
    this.#refused.add(hash);
    await this.renewNow(it => keyText(it) === text && it.held?.hash === hash, signal);
    const now = this.#kept.get(text)?.wanted.held?.hash;
    if (now !== undefined && now !== hash) this.#replacements.add(now);
    if (now !== hash) this.#refused.delete(hash);
    return true;
  }

  #isDue({ wanted, renewal, dueAt }: Kept): boolean {
    const now = this.#ports.now();
    const unwritten = this.#unwritten.get(keyText(wanted));
    if (unwritten) return now >= unwritten.notBefore;
    const isRefused = wanted.held !== undefined && this.#refused.has(wanted.held.hash);
    return (now >= dueAt || isRefused) && !isWaiting(renewal, now);
  }

  #wasSetBack(): boolean {
    const now = { now: this.#ports.now(), elapsed: this.#ports.elapsed() };
    const last = this.#last ?? now;
    this.#last = now;
    return wasSetBack(now.now - last.now, now.elapsed - last.elapsed);
  }

  async #read(signal: AbortSignal): Promise<void> {
    this.#stale = false;
    try {
      const wanted = await this.#ports.wanted(signal);
      const all = await this.#ports.share(renewals => renewals, signal);
      const now = this.#ports.now();
      this.#kept = new Map(wanted.map(it => [keyText(it), keptOf(it, renewalOf(all, it), now)]));
      for (const key of this.#unwritten.keys())
        if (!this.#kept.has(key)) this.#unwritten.delete(key);
    } catch (error) {
      this.#stale = true;
      throw error;
    }
  }

  /** One at a time for each domain, in this window; the claim sees to the others. */
  async #attend(wanted: Wanted, urgent: boolean, signal: AbortSignal): Promise<void> {
    const key = keyText(wanted);
    if (this.#busy.has(key)) return;
    this.#busy.add(key);
    try {
      const unwritten = this.#unwritten.get(key);
      const { now } = this.#ports;
      const young = unwritten && now() < unwritten.issued.issuedAt + unwritten.issued.renewAfterMs;
      if (young) await this.#write(wanted, unwritten, signal);
      else await this.#renew(wanted, urgent, signal);
    } finally {
      this.#busy.delete(key);
    }
  }

  async #renew(wanted: Wanted, urgent: boolean, signal: AbortSignal): Promise<void> {
    const claim = await this.#claim(wanted, undefined, urgent, signal);
    if (claim.won) await this.#fetch(wanted, signal);
    if (claim.won || claim.because !== 'renewed') return;
    // Another window has renewed it, unless somebody has put a former token back since.
    await this.#read(signal);
    const now = this.#kept.get(keyText(wanted));
    const issued = now?.renewal?.token?.hash;
    if (!now || issued === now.wanted.held?.hash) return;
    const second = await this.#claim(now.wanted, issued, urgent, signal);
    if (second.won) await this.#fetch(now.wanted, signal);
  }

  /** Whether the request is ours to make. Otherwise it learns what the others know. */
  async #claim(
    wanted: Wanted,
    missed: string | undefined,
    urgent: boolean,
    signal: AbortSignal,
  ): Promise<Claim> {
    const { share, window: by, now } = this.#ports;
    const claims: Claim[] = [];
    const all = await share(renewals => {
      const known = [wanted.held?.hash, missed];
      const result = claimRenewal(renewals, wanted, { by, now: now(), known, urgent });
      claims.push(result.claim);
      return result.all;
    }, signal);
    this.#learn(wanted, renewalOf(all, wanted));
    return claims.at(-1) ?? { won: false, because: 'fetching' };
  }

  async #fetch(wanted: Wanted, signal: AbortSignal): Promise<void> {
    const { fetch, now, random, tokenSeconds } = this.#ports;
    const asked = tokenSeconds();
    let token: Token;
    try {
      token = await fetch(wanted, asked, signal);
    } catch (error) {
      await this.#failed(wanted, error, 0, signal);
      return;
    }
    const life = lifeMs(token, now(), asked);
    const hash = tokenHash(token.secret.reveal());
    const renewAfter = renewAfterMs(life, random());
    const issued = { issuedAt: now(), lifeMs: life, renewAfterMs: renewAfter, hash };
    await this.#write(wanted, { token, issued, failures: 0, notBefore: 0 }, signal);
  }

  async #write(
    wanted: Wanted,
    { token, issued, failures }: Unwritten,
    signal: AbortSignal,
  ): Promise<void> {
    const { write, share, now, random } = this.#ports;
    const key = keyText(wanted);
    try {
      await write(token, signal);
    } catch (error) {
      const notBefore = now() + backoffMs(failures + 1, random());
      this.#unwritten.set(key, { token, issued, failures: failures + 1, notBefore });
      // The others wait a little longer, so that it is this window that tries again.
      await this.#failed(wanted, error, notBefore - now() + 2 * lookMs, signal);
      return;
    }
    this.#unwritten.delete(key);
    if (wanted.held && this.#refused.delete(wanted.held.hash)) this.#replacements.add(issued.hash);
    const renewed = { ...keyFields(wanted), token: issued, askedAt: issued.issuedAt, failures: 0 };
    await share(all => withRenewal(all, renewed), signal);
    this.#learn({ ...wanted, held: { hash: issued.hash } }, renewed);
    this.#tell(wanted, undefined);
  }

  /** The valid old token stays where it is; the next try waits, for all windows. */
  async #failed(
    wanted: Wanted,
    error: unknown,
    leastMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { share, now, random } = this.#ports;
    const failure = isFailure(error) ? error : undefined;
    const retryAfterMs = (failure?.details.retryAfterSeconds ?? 0) * 1000;
    // A window that closes must let go of its claim all the same.
    const patience = failure ? signal : new AbortController().signal;
    const all = await share(renewals => {
      const known = renewalOf(renewals, wanted) ?? { ...keyFields(wanted), failures: 0 };
      const { claim: _, ...rest } = known;
      if (!failure) return withRenewal(renewals, rest);
      const failures = rest.failures + 1;
      const wait = Math.max(backoffMs(failures, random()), retryAfterMs, leastMs);
      return withRenewal(renewals, { ...rest, failures, notBefore: now() + wait });
    }, patience);
    if (!failure) throw error;
    this.#learn(wanted, renewalOf(all, wanted));
    this.#tell(wanted, failure);
  }

  #learn(wanted: Wanted, renewal: Renewal | undefined): void {
    const kept = keptOf(wanted, renewal, this.#ports.now());
    this.#kept = new Map([...this.#kept, [keyText(wanted), kept]]);
  }

  #tell(wanted: Wanted, failure: Failure | undefined): void {
    const kept = this.#kept.get(keyText(wanted));
    if (kept) this.#ports.tell(healthOf(kept, failure, this.#ports.now()));
  }
}
