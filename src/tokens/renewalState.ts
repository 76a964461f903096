import { domainKey } from '../core/coordinates';
import type { Failure } from '../core/failure';
import type { TokenHealth, RenewalTarget } from './tokenRenewerPorts';
import { renewalDueFromHint, minRequestGapMs } from './renewalTiming';
import type { Renewal, RenewalKey } from './renewals';

/** What a window knows of a domain; only what is due is looked at more closely. */
export interface RenewalState {
  readonly target: RenewalTarget;
  readonly renewal: Renewal | undefined;
  readonly dueAt: number;
}

/** When a domain is due: by our own record of the token, else by what the token says of itself. */
export function createRenewalState(
  target: RenewalTarget,
  renewal: Renewal | undefined,
  now: number,
): RenewalState {
  const { held } = target;
  const token = renewal?.token;
  if (held && token?.hash === held.hash) {
    // Issued in the future: the clock was set back, and the age is unknown.
    const dueAt =
      token.issuedAt > now + minRequestGapMs ? now : token.issuedAt + token.renewAfterMs;
    return { target, renewal, dueAt };
  }
  return { target, renewal, dueAt: held?.hint ? renewalDueFromHint(held.hint) : now };
}

/** How a domain's token is doing. A failure matters once a tenth of the token's life is left. */
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

/** The key alone, without what else an object holds. */
export function pickRenewalKey({ domain, connection }: RenewalKey): RenewalKey {
  return { domain, connection };
}

/** A text that is equal for equal keys. */
export function renewalKeyString({ domain, connection }: RenewalKey): string {
  return `${connection} ${domainKey(domain)}`;
}
