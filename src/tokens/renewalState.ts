import { domainKey } from '../core/coordinates';
import type { Failure } from '../core/failure';
import type { TokenHealth, RenewalTarget } from './tokenRenewerPorts';
import { renewalDueFromHint, minRequestGapMs } from './renewalTiming';
import type { Renewal, RenewalKey } from './renewals';

/** What a window knows about the renewal of one domain's token. */
export interface RenewalState {
  readonly target: RenewalTarget;
  readonly renewal: Renewal | undefined;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/** Determines when a token is due, from the record of its renewal or else from its own header. */
export function createRenewalState(
  target: RenewalTarget,
  renewal: Renewal | undefined,
  now: number,
): RenewalState {
  const { held } = target;
  const token = renewal?.token;
  if (held && token?.hash === held.hash) {
    // A time in the future means that the clock was set back and the token's age is unknown.
    const dueAt =
      token.issuedAt > now + minRequestGapMs ? now : token.issuedAt + token.renewAfterMs;
    return { target, renewal, dueAt };
  }
  return { target, renewal, dueAt: held?.hint ? renewalDueFromHint(held.hint) : now };
}

/** The health of a domain's token. A failure is worth a notification in the last tenth of the lifetime. */
export function createTokenHealth(
  { target, renewal }: RenewalState,
  failure: Failure | undefined,
  now: number,
): TokenHealth {
  const ownToken = renewal?.token?.hash === target.held?.hash ? renewal?.token : undefined;
  const expiresAt = ownToken
    ? ownToken.issuedAt + ownToken.lifeMs
    : target.held?.hint?.expires.getTime();
  const isNearExpiry =
    expiresAt === undefined || expiresAt - now < (renewal?.token?.lifeMs ?? 0) / 10;
  return {
    ...pickRenewalKey(target),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(failure && { failure }),
    shouldNotify: failure !== undefined && isNearExpiry,
  };
}

/** Picks the renewal key from an object that has more properties. */
export function pickRenewalKey({ domain, connection }: RenewalKey): RenewalKey {
  return { domain, connection };
}

/** A string that is equal for equal keys. */
export function renewalKeyString({ domain, connection }: RenewalKey): string {
  return `${connection} ${domainKey(domain)}`;
}
