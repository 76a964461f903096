import { isCancelled, isFailure, type Failure } from '../core/failure';
import type { Token } from '../core/token';
import {
  createTokenHealth,
  createRenewalState,
  pickRenewalKey,
  renewalKeyString,
  type RenewalState,
} from './renewalState';
import type { TokenRenewerPorts, RenewalTarget } from './tokenRenewerPorts';
import { tokenHash } from './ledger';
import {
  backoffMs,
  tokenLifetimeMs,
  pollIntervalMs,
  renewAfterMs,
  wasClockSetBack,
} from './renewalTiming';
import {
  claimRenewal,
  isWaiting,
  findRenewal,
  upsertRenewal,
  type ClaimResult,
  type IssuedToken,
  type Renewal,
  type RenewalKey,
} from './renewals';
import { neverAborted } from '../shared/neverAborted';

/** A fetched token that could not be written yet. Only the write is retried. */
interface PendingWrite {
  readonly token: Token;
  readonly issued: IssuedToken;
  readonly failures: number;
  readonly notBefore: number;
}

/** Renews the tokens of all target domains before they expire, in coordination with other windows. */
export class TokenRenewer {
  readonly #ports: TokenRenewerPorts;
  readonly #pendingWrites = new Map<string, PendingWrite>();
  readonly #inProgress = new Set<string>();
  /** The tokens that replaced a rejected one. If one of these is rejected too, a new one does not help. */
  readonly #replacementHashes = new Set<string>();
  /** The hashes of rejected tokens that are not replaced yet. */
  readonly #refusedHashes = new Set<string>();
  /** The hashes of tokens whose age is unknown because the clock was set back. */
  readonly #unknownAgeHashes = new Set<string>();
  #states: ReadonlyMap<string, RenewalState> = new Map<string, RenewalState>();
  #isStale = true;
  #lastReading: { readonly now: number; readonly elapsed: number } | undefined;

  constructor(ports: TokenRenewerPorts) {
    this.#ports = ports;
  }

  /** Polls until `signal` aborts. Errors go to `report` and do not end the loop. */
  async run(report: (error: unknown) => void, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.poll(signal).catch((error: unknown) => {
        if (!isCancelled(error)) report(error);
      });
      if (signal.aborted) return;
      await this.#ports.wait(pollIntervalMs, signal).catch(() => undefined);
    }
  }

  /** Makes the next poll read the targets again, after holders, connections or settings changed. */
  invalidate(): void {
    this.#isStale = true;
  }

  /** Renews all tokens that are due. */
  async poll(signal: AbortSignal): Promise<void> {
    const clockSetBack = this.#wasClockSetBack();
    if (this.#isStale) await this.#reload(signal);
    if (clockSetBack)
      for (const { target } of this.#states.values())
        if (target.held) this.#unknownAgeHashes.add(target.held.hash);
    const due = [...this.#states.values()].filter(state => clockSetBack || this.#isDue(state));
    await Promise.all(due.map(({ target }) => this.#renewOne(target, clockSetBack, signal)));
  }

  /**
   * Renews the matching targets even if they are not due, for example because the user asked or the
   * credentials changed. The minimum time between two requests still applies.
   */
  async renewNow(
    predicate: (target: RenewalTarget) => boolean,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#reload(signal);
    const targets = [...this.#states.values()].map(it => it.target).filter(predicate);
    await Promise.all(targets.map(it => this.#renewOne(it, true, signal)));
  }

  /**
   * Replaces a token that a repository rejected with 401 before its expiry, now or, if the last request
   * is too recent, in a later poll. Resolves to false when the rejected token is itself such a
   * replacement: then another token does not help and the user must act.
   */
  async replaceRefusedToken(key: RenewalKey, hash: string, signal: AbortSignal): Promise<boolean> {
    if (this.#replacementHashes.has(hash)) return false;
    const text = renewalKeyString(key);
    this.#refusedHashes.add(hash);
    await this.renewNow(it => renewalKeyString(it) === text && it.held?.hash === hash, signal);
    const currentHash = this.#states.get(text)?.target.held?.hash;
    if (currentHash !== undefined && currentHash !== hash) this.#replacementHashes.add(currentHash);
    if (currentHash !== hash) this.#refusedHashes.delete(hash);
    return true;
  }

  #isDue({ target, renewal, dueAt }: RenewalState): boolean {
    const now = this.#ports.now();
    const pendingWrite = this.#pendingWrites.get(renewalKeyString(target));
    if (pendingWrite) return now >= pendingWrite.notBefore;
    const hash = target.held?.hash ?? '';
    const mustBeReplaced = this.#refusedHashes.has(hash) || this.#unknownAgeHashes.has(hash);
    return (now >= dueAt || mustBeReplaced) && !isWaiting(renewal, now);
  }

  #wasClockSetBack(): boolean {
    const reading = { now: this.#ports.now(), elapsed: this.#ports.monotonicNow() };
    const last = this.#lastReading ?? reading;
    this.#lastReading = reading;
    return wasClockSetBack(reading.now - last.now, reading.elapsed - last.elapsed);
  }

  async #reload(signal: AbortSignal): Promise<void> {
    this.#isStale = false;
    try {
      const targets = await this.#ports.listTargets(signal);
      const all = await this.#ports.updateRenewals(renewals => renewals, signal);
      const now = this.#ports.now();
      this.#states = new Map(
        targets.map(it => [
          renewalKeyString(it),
          createRenewalState(it, findRenewal(all, it), now),
        ]),
      );
      for (const key of this.#pendingWrites.keys())
        if (!this.#states.has(key)) this.#pendingWrites.delete(key);
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }

  /** Runs once at a time for each domain in this window; claims coordinate with other windows. */
  async #renewOne(target: RenewalTarget, urgent: boolean, signal: AbortSignal): Promise<void> {
    const key = renewalKeyString(target);
    if (this.#inProgress.has(key)) return;
    this.#inProgress.add(key);
    try {
      const pendingWrite = this.#pendingWrites.get(key);
      const { now } = this.#ports;
      const isTokenFresh =
        pendingWrite && now() < pendingWrite.issued.issuedAt + pendingWrite.issued.renewAfterMs;
      if (isTokenFresh) await this.#writeToken(target, pendingWrite, signal);
      else await this.#claimAndFetch(target, urgent, signal);
    } finally {
      this.#inProgress.delete(key);
    }
  }

  async #claimAndFetch(target: RenewalTarget, urgent: boolean, signal: AbortSignal): Promise<void> {
    const claim = await this.#claim(target, undefined, urgent, signal);
    if (claim.won) await this.#fetchToken(target, signal);
    if (claim.won || claim.because !== 'renewed') return;
    // Another window renewed the token, unless an older token was restored since then.
    await this.#reload(signal);
    const state = this.#states.get(renewalKeyString(target));
    const issued = state?.renewal?.token?.hash;
    if (!state || issued === state.target.held?.hash) return;
    const secondClaim = await this.#claim(state.target, issued, urgent, signal);
    if (secondClaim.won) await this.#fetchToken(state.target, signal);
  }

  /** Tries to claim the next request, and updates the state from the shared renewals. */
  async #claim(
    target: RenewalTarget,
    lostHash: string | undefined,
    urgent: boolean,
    signal: AbortSignal,
  ): Promise<ClaimResult> {
    const { updateRenewals, window: by, now } = this.#ports;
    const claims: ClaimResult[] = [];
    const all = await updateRenewals(renewals => {
      const knownHashes = [target.held?.hash, lostHash];
      const result = claimRenewal(renewals, target, { by, now: now(), knownHashes, urgent });
      claims.push(result.claim);
      return result.all;
    }, signal);
    this.#update(target, findRenewal(all, target));
    return claims.at(-1) ?? { won: false, because: 'fetching' };
  }

  async #fetchToken(target: RenewalTarget, signal: AbortSignal): Promise<void> {
    const { fetchToken, now, random, tokenSeconds } = this.#ports;
    const requestedSeconds = tokenSeconds();
    let token: Token;
    try {
      token = await fetchToken(target, requestedSeconds, signal);
    } catch (error) {
      await this.#recordFailure(target, error, 0, signal);
      return;
    }
    const life = tokenLifetimeMs(token, now(), requestedSeconds);
    const hash = tokenHash(token.secret.reveal());
    const renewAfter = renewAfterMs(life, random());
    const issued = { issuedAt: now(), lifeMs: life, renewAfterMs: renewAfter, hash };
    await this.#writeToken(target, { token, issued, failures: 0, notBefore: 0 }, signal);
  }

  async #writeToken(
    target: RenewalTarget,
    { token, issued, failures }: PendingWrite,
    signal: AbortSignal,
  ): Promise<void> {
    const { writeToken, updateRenewals, now, random } = this.#ports;
    const key = renewalKeyString(target);
    try {
      await writeToken(token, signal);
    } catch (error) {
      const notBefore = now() + backoffMs(failures + 1, random());
      this.#pendingWrites.set(key, { token, issued, failures: failures + 1, notBefore });
      // Other windows wait a little longer, so that this window, which has the token, retries first.
      await this.#recordFailure(target, error, notBefore - now() + 2 * pollIntervalMs, signal);
      return;
    }
    this.#pendingWrites.delete(key);
    if (target.held) this.#unknownAgeHashes.delete(target.held.hash);
    if (target.held && this.#refusedHashes.delete(target.held.hash))
      this.#replacementHashes.add(issued.hash);
    const renewed = {
      ...pickRenewalKey(target),
      token: issued,
      askedAt: issued.issuedAt,
      failures: 0,
    };
    await updateRenewals(all => upsertRenewal(all, renewed), signal);
    this.#update({ ...target, held: { hash: issued.hash } }, renewed);
    this.#notify(target, undefined);
  }

  /** Records a failure, which delays the next attempt in all windows. The old token stays in place. */
  async #recordFailure(
    target: RenewalTarget,
    error: unknown,
    leastMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { updateRenewals, now, random } = this.#ports;
    const failure = isFailure(error) ? error : undefined;
    const retryAfterMs = (failure?.details.retryAfterSeconds ?? 0) * 1000;
    // A window that is closing must still release its claim.
    const saveSignal = failure ? signal : neverAborted;
    const all = await updateRenewals(renewals => {
      const renewal = findRenewal(renewals, target) ?? { ...pickRenewalKey(target), failures: 0 };
      const { claim: _, ...rest } = renewal;
      if (!failure) return upsertRenewal(renewals, rest);
      const failures = rest.failures + 1;
      const wait = Math.max(backoffMs(failures, random()), retryAfterMs, leastMs);
      return upsertRenewal(renewals, { ...rest, failures, notBefore: now() + wait });
    }, saveSignal);
    if (!failure) throw error;
    this.#update(target, findRenewal(all, target));
    this.#notify(target, failure);
  }

  #update(target: RenewalTarget, renewal: Renewal | undefined): void {
    const state = createRenewalState(target, renewal, this.#ports.now());
    this.#states = new Map([...this.#states, [renewalKeyString(target), state]]);
  }

  #notify(target: RenewalTarget, failure: Failure | undefined): void {
    const state = this.#states.get(renewalKeyString(target));
    if (state) this.#ports.notify(createTokenHealth(state, failure, this.#ports.now()));
  }
}
