import type { Failure } from '../core/failure';
import type { Token, TokenHint } from '../core/token';
import type { Renewal, RenewalKey } from './renewals';

/** A domain whose token is ours to keep alive, as its holders say now. */
export interface RenewalTarget extends RenewalKey {
  /** The token that the holders hold, without it; absent when they hold none, or not all the same. */
  readonly held?: { readonly hash: string; readonly hint?: TokenHint };
}

/** How a domain's token is doing, for the status bar. */
export interface TokenHealth extends RenewalKey {
  /** By our clock; absent when it is not known. */
  readonly expiresAt?: number;
  readonly failure?: Failure;
  /** Whether the failure must be shown now: the token has ended, or will within a tenth of its life. */
  readonly shouldNotify: boolean;
}

/** What keeping tokens needs of the world. */
export interface TokenRenewerPorts {
  /** Names this window among all. */
  readonly window: string;
  /** What is to be kept now. Empty while nothing may run: no trust, no connection, switched off. */
  readonly listTargets: (signal: AbortSignal) => Promise<readonly RenewalTarget[]>;
  /** Fetches a token without ever asking the user anything. */
  readonly fetchToken: (
    target: RenewalTarget,
    tokenSeconds: number,
    signal: AbortSignal,
  ) => Promise<Token>;
  /** Puts a token into every holder of its domain. */
  readonly writeToken: (token: Token, signal: AbortSignal) => Promise<void>;
  /** Reads and changes what all windows share, under a lock; `change` may run several times. */
  readonly updateRenewals: (
    change: (all: readonly Renewal[]) => readonly Renewal[],
    signal: AbortSignal,
  ) => Promise<readonly Renewal[]>;
  /** Told whenever something about a token has changed. */
  readonly notify: (health: TokenHealth) => void;
  /** 0 or 900–43200, as set now. */
  readonly tokenSeconds: () => number;
  /** Milliseconds since the epoch, by this computer's clock. */
  readonly now: () => number;
  /** Milliseconds since some moment, by a clock that nobody sets. */
  readonly monotonicNow: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Resolves after a time; rejects when `signal` aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}
