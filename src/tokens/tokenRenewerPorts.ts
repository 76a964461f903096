import type { Failure } from '../core/failure';
import type { Token, TokenHint } from '../core/token';
import type { Renewal, RenewalKey } from './renewals';

/** A domain whose token is to be renewed, and the state of its holders. */
export interface RenewalTarget extends RenewalKey {
  /** The hash and times of the current token; absent when holders have no token or different ones. */
  readonly held?: { readonly hash: string; readonly hint?: TokenHint };
}

/** The state of a domain's token, for the status bar. */
export interface TokenHealth extends RenewalKey {
  /** Milliseconds since the epoch by the local clock; absent when unknown. */
  readonly expiresAt?: number;
  readonly failure?: Failure;
  /** Whether to notify the user: the token has expired or is in the last tenth of its lifetime. */
  readonly shouldNotify: boolean;
}

/** What `TokenRenewer` needs from its environment. */
export interface TokenRenewerPorts {
  /** The id of this window. */
  readonly window: string;
  /** The tokens to renew. Empty in Restricted Mode, without a connection, and when renewal is off. */
  readonly listTargets: (signal: AbortSignal) => Promise<readonly RenewalTarget[]>;
  /** Fetches a token without prompting the user. */
  readonly fetchToken: (
    target: RenewalTarget,
    tokenSeconds: number,
    signal: AbortSignal,
  ) => Promise<Token>;
  /** Writes a token to every holder of its domain. */
  readonly writeToken: (token: Token, signal: AbortSignal) => Promise<void>;
  /** Updates the renewals that all windows share, under a lock. `change` can run more than once. */
  readonly updateRenewals: (
    change: (all: readonly Renewal[]) => readonly Renewal[],
    signal: AbortSignal,
  ) => Promise<readonly Renewal[]>;
  /** Called whenever the state of a token changes. */
  readonly notify: (health: TokenHealth) => void;
  /** The configured token duration: 900–43200, or 0 for the rest of the role session. */
  readonly tokenSeconds: () => number;
  /** Milliseconds since the epoch by the local clock. */
  readonly now: () => number;
  /** Milliseconds by a clock that is never adjusted. */
  readonly monotonicNow: () => number;
  /** A random number in [0, 1). */
  readonly random: () => number;
  /** Resolves after the given time; rejects when `signal` aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
