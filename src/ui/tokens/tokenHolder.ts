import type { Domain } from '../../core/coordinates';
import type { Failure } from '../../core/failure';
import type { Secret } from '../../core/secret';
import type { Token } from '../../core/token';
import type { Ledger, LedgerLocation } from '../../tokens/ledger';

/** The kinds of token holders. */
export type HolderType = 'maven' | 'gradle' | 'gradleInit' | 'terminal' | 'file';

/** The `holder` of locations in the environment of this window's terminals. */
export const terminalHolderId = 'terminals';

/** A location for the token of a domain. `server` is its name within the holder. */
export interface TokenLocation extends LedgerLocation {
  readonly kind: HolderType;
  readonly domain: Domain;
  /** The current token. Absent if it is not a plain value, or if several copies differ. */
  readonly currentToken?: Secret;
  /** Whether it is renewed automatically: it belongs to the extension and is not signed out. */
  readonly autoRenewed: boolean;
  /** Whether it contains a token of the extension, which can be removed. */
  readonly removable: boolean;
}

/** What a holder bases its decisions on. */
export interface HolderContext {
  readonly ledger: Ledger;
  /** The domains that the holders before it trust. */
  readonly trustedDomains: readonly Domain[];
}

/** What a holder found. */
export interface HolderScan {
  readonly locations: readonly TokenLocation[];
  /** The domains that the user's own files name. */
  readonly trustedDomains: readonly Domain[];
  /** The files that it read, whether they exist or not. If they change, the result changes. */
  readonly files: readonly string[];
}

/** What _Refresh Token_ will write. */
export interface WritePlan {
  /** Whether there is any location for a token, even if the user declined it. */
  readonly hasCandidates: boolean;
  readonly domains: readonly Domain[];
  readonly locations: readonly Pick<TokenLocation, 'domain' | 'holder' | 'server'>[];
  /** What was left out and why. */
  readonly problems: readonly Failure[];
  /** Writes the tokens to the locations of their domains. Ownership is decided again. */
  write(tokens: readonly Token[], signal: AbortSignal): Promise<void>;
}

/**
 * A kind of file or environment that contains tokens. Without a confirmation, it changes only what
 * belongs to the extension.
 */
export interface TokenHolder {
  find(context: HolderContext, signal: AbortSignal): Promise<HolderScan>;
  /** Asks about locations that do not clearly belong to the extension. */
  plan(context: HolderContext, signal: AbortSignal): Promise<WritePlan>;
  /** Writes a token to the renewed locations of its domain. Never asks. */
  renew(token: Token, context: HolderContext, signal: AbortSignal): Promise<void>;
  /** Removes the extension's tokens from `locations`. What others wrote since then stays. */
  remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void>;
}

/** All token locations at one point in time. */
export interface TokenInventory extends HolderScan {
  readonly ledger: Ledger;
}

/** All token holders as one. */
export interface TokenHolders {
  /** Reads all holders. A holder that cannot be read is left out. `plan` reports the reason. */
  find(signal: AbortSignal): Promise<TokenInventory>;
  /** Decides what to write, and asks where necessary. */
  plan(signal: AbortSignal): Promise<WritePlan>;
  /** Writes a token to all locations of its domain that are renewed automatically. */
  renew(token: Token, signal: AbortSignal): Promise<void>;
  /**
   * Removes the extension's tokens from `locations`, and records for all windows that they must not
   * be renewed.
   */
  remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void>;
  /**
   * Updates the terminals: removes tokens that are no longer wanted, and copies tokens from files.
   * Resolves to the updated locations.
   */
  syncTerminals(inventory: TokenInventory): Promise<readonly TokenLocation[]>;
}

/** An empty plan. */
export const emptyPlan: WritePlan = {
  hasCandidates: false,
  domains: [],
  locations: [],
  problems: [],
  write: () => Promise.resolve(),
};
