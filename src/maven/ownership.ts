import type { Domain } from '../model/coordinates';
import type { Claim, Claims } from './findClaims';
import type { SettingsView } from './settingsView';

/**
 * Why a change must be asked about:
 * `variable`: the password is a `${…}` · `encrypted` · `no-user`: there is no user name ·
 * `other-user`: it is not `aws` · `other-password`: it is neither empty nor a token nor written by
 * us · `private-key`: it signs in with a key · `domain-from-pom`: only a pom.xml names the domain ·
 * `settings-of-workspace`: the workspace names or holds the settings file ·
 * `alias`: another server has this id as an alias.
 */
export type AskReason =
  | 'variable'
  | 'encrypted'
  | 'no-user'
  | 'other-user'
  | 'other-password'
  | 'private-key'
  | 'domain-from-pom'
  | 'settings-of-workspace'
  | 'alias';

/**
 * What may be done to the server of a claim:
 * `update` and `create` by itself · `ask` first, for all `reasons`; `then` is what a yes allows ·
 * `none`: Maven does not use this id and there is no server.
 */
export type Ruling =
  | { readonly action: 'update' | 'create' | 'none'; readonly claim: Claim }
  | {
      readonly action: 'ask';
      readonly claim: Claim;
      readonly reasons: readonly AskReason[];
      readonly then: 'update' | 'create';
      /** The variable's name, for `variable`: `env.CODEARTIFACT_AUTH_TOKEN`. */
      readonly variable?: string;
    };

/** What the decision rests on beside the files. */
export interface OwnershipFacts {
  /** Whether we wrote this password, by its hash in the ledger. Tokens are recognised by their form already. */
  readonly wroteIt: (text: string) => boolean;
  /** Whether the connection's own listing names the domain, or the user said yes to it before. */
  readonly knowsDomain: (domain: Domain) => boolean;
  /** Whether the workspace names the settings file, or it lies in it. */
  readonly settingsOfWorkspace: boolean;
}

/**
 * Decides for each claim whether its server is ours to change. This is the one place that
 * does. Conflicting ids get no ruling: see `Claims.conflicts`.
 */
export function ownership(
  claims: Claims,
  settings: SettingsView,
  facts: OwnershipFacts,
): readonly Ruling[] {
  throw new Error(`not built yet: ${claims.claims.length} ${settings.encoding} ${typeof facts}`);
}

/** Whether `password` is empty, a CodeArtifact token, or one that we wrote. */
export function isOurPassword(
  password: SettingsView['servers'][number]['password'],
  wroteIt: (text: string) => boolean,
): boolean {
  throw new Error(`not built yet: ${password.kind} ${typeof wroteIt}`);
}
