import { domainKey } from '../core/coordinates';
import type { Failure } from '../core/failure';
import type { TokenHealth, Wanted } from './keeperPorts';
import { hintedDue, leastGapMs } from './renewal';
import type { Renewal, RenewalKey } from './renewals';

/** What a window knows of a domain; only what is due is looked at more closely. */
export interface Kept {
  readonly wanted: Wanted;
  readonly renewal: Renewal | undefined;
  readonly dueAt: number;
}

/** When a domain is due: by our own record of the token, else by what the token says of itself. */
export function keptOf(wanted: Wanted, renewal: Renewal | undefined, now: number): Kept {
  const { held } = wanted;
  const token = renewal?.token;
  if (held && token?.hash === held.hash) {
    // Issued in the future: the clock was set back, and the age is unknown.
    const dueAt = token.issuedAt > now + leastGapMs ? now : token.issuedAt + token.renewAfterMs;
    return { wanted, renewal, dueAt };
  }
  return { wanted, renewal, dueAt: held?.hint ? hintedDue(held.hint) : now };
}

/** How a domain's token is doing. A failure matters once a tenth of the token's life is left. */
export function healthOf(
  { wanted, renewal }: Kept,
  failure: Failure | undefined,
  now: number,
): TokenHealth {
  const ours = renewal?.token?.hash === wanted.held?.hash ? renewal?.token : undefined;
  const expiresAt = ours ? ours.issuedAt + ours.lifeMs : wanted.held?.hint?.expires.getTime();
  const near = expiresAt === undefined || expiresAt - now < (renewal?.token?.lifeMs ?? 0) / 10;
  return {
    ...keyFields(wanted),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(failure && { failure }),
    matters: failure !== undefined && near,
  };
}

/** The key alone, without what else an object holds. */
export function keyFields({ domain, connection }: RenewalKey): RenewalKey {
  return { domain, connection };
}

/** A text that is equal for equal keys. */
export function keyText({ domain, connection }: RenewalKey): string {
  return `${connection} ${domainKey(domain)}`;
}
