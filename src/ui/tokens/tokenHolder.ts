import type { Domain } from '../../core/coordinates';
import type { Failure } from '../../core/failure';
import type { Secret } from '../../core/secret';
import type { Token } from '../../core/token';
import type { Ledger, LedgerLocation } from '../../tokens/ledger';

/** The kinds of holders there are. */
export type HolderType = 'maven' | 'gradle' | 'gradleInit' | 'terminal' | 'file';

/** `holder` of the places in the environment of this window's terminals. */
export const terminalHolderId = 'terminals';

/** A place that holds, or is to hold, the token of a domain. `server` is its name within the holder. */
export interface TokenLocation extends LedgerLocation {
  readonly kind: HolderType;
  readonly domain: Domain;
  /** What it holds now; absent where that is no plain value, or several copies differ. */
  readonly currentToken?: Secret;
  /** Whether it is renewed by itself: plainly ours, and not signed out. */
  readonly autoRenewed: boolean;
  /** Whether there is a token in it that is ours to remove. */
  readonly removable: boolean;
}

/** What a kind of holder may go by. */
export interface HolderContext {
  readonly ledger: Ledger;
  /** The domains that the holders before it vouch for. */
  readonly trustedDomains: readonly Domain[];
}

/** What a kind of holder found. */
export interface HolderScan {
  readonly locations: readonly TokenLocation[];
  /** The domains that the user's own files vouch for. */
  readonly trustedDomains: readonly Domain[];
  /** The files that it looked at, there or not: when they change, it finds something else. */
  readonly files: readonly string[];
}

/** What a click is going to do. */
export interface WritePlan {
  /** Whether anything was found that could hold a token, whatever the user said to it. */
  readonly hasCandidates: boolean;
  readonly domains: readonly Domain[];
  readonly locations: readonly Pick<TokenLocation, 'domain' | 'holder' | 'server'>[];
  /** What was left out, and why. */
  readonly problems: readonly Failure[];
  /** Puts the tokens of its domains where they belong; whose that is, is decided again. */
  write(tokens: readonly Token[], signal: AbortSignal): Promise<void>;
}

/** A kind of holder. What it does without being asked changes only what is plainly ours. */
export interface TokenHolder {
  find(context: HolderContext, signal: AbortSignal): Promise<HolderScan>;
  /** Asks about what is not plainly ours. */
  plan(context: HolderContext, signal: AbortSignal): Promise<WritePlan>;
  /** Puts a token into the places of its domain that are renewed, and never asks. */
  renew(token: Token, context: HolderContext, signal: AbortSignal): Promise<void>;
  /** Takes our tokens out of `places`; what others put there since stays. */
  remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void>;
}

/** Everything that holds tokens, read at one moment. */
export interface TokenInventory extends HolderScan {
  readonly ledger: Ledger;
}

/** All holders of all kinds, as one. */
export interface TokenHolders {
  /** Reads all holders. A kind that cannot be read is left out: whoever clicks is told why. */
  find(signal: AbortSignal): Promise<TokenInventory>;
  /** Decides, asking where needed, what a click writes. */
  plan(signal: AbortSignal): Promise<WritePlan>;
  /** Gives a token to all places of its domain that are renewed by themselves. */
  renew(token: Token, signal: AbortSignal): Promise<void>;
  /**
   * Takes our tokens out of `places` and keeps that they are not to be filled again by themselves,
   * in any window.
   */
  remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void>;
  /**
   * Brings the terminals in line with what was found: what nobody wants any more goes, and what a
   * file holds is taken over. Resolves to the places as they are then.
   */
  syncTerminals(inventory: TokenInventory): Promise<readonly TokenLocation[]>;
}

/** A plan of nothing. */
export const emptyPlan: WritePlan = {
  hasCandidates: false,
  domains: [],
  locations: [],
  problems: [],
  write: () => Promise.resolve(),
};
