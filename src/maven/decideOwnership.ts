import { domainKey, type Domain } from '../core/coordinates';
import { parseTokenHint, tokenUsername } from '../core/token';
import type { Claim, Claims } from './findClaims';
import type { PasswordState, ServerEntry, MavenSettings } from './mavenSettings';

/**
 * Why a change must be asked about:
 * `variable`: the password is a `${…}` · `encrypted` · `no-user`: there is no user name ·
 * `other-user`: it is not `aws` · `other-password`: it is neither empty nor a token nor written by
 * us · `private-key`: it signs in with a key · `domain-from-pom`: only a pom.xml names the domain ·
 * `settings-of-workspace`: the workspace names or holds the settings file ·
 * `alias`: another server has this id as an alias.
 */
export type ConfirmationReason =
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
      readonly reasons: readonly ConfirmationReason[];
      readonly confirmedAction: 'update' | 'create';
      /** The variable's name, for `variable`: `env.CODEARTIFACT_AUTH_TOKEN`. */
      readonly variable?: string;
    };

/** What the decision rests on beside the files. */
export interface OwnershipFacts {
  /** Whether we wrote this password, by its hash in the ledger. Tokens are known by their form. */
  readonly wroteIt: (text: string) => boolean;
  /** Whether the connection's own listing names the domain, or the user said yes to it before. */
  readonly knowsDomain: (domain: Domain) => boolean;
  /** Whether the workspace names the settings file, or it lies in it. */
  readonly settingsBelongToWorkspace: boolean;
}

/**
 * Decides for each claim whether its server is ours to change. This is the one place that does.
 * Conflicting ids get no ruling: see `Claims.conflicts`.
 */
export function decideOwnership(
  { claims }: Claims,
  settings: MavenSettings,
  facts: OwnershipFacts,
): readonly Ruling[] {
  const domainsFromSettings = new Set(
    claims
      .filter(it => it.sources.some(({ source }) => source === 'settings'))
      .map(it => domainKey(it.domain)),
  );
  return claims.map(claim => decideClaim(claim, settings, facts, domainsFromSettings));
}

function decideClaim(
  claim: Claim,
  { servers }: MavenSettings,
  facts: OwnershipFacts,
  domainsFromSettings: ReadonlySet<string>,
): Ruling {
  const matchingServers = servers.filter(it => it.id === claim.id);
  if (matchingServers.length === 0 && !claim.isUsed) return { action: 'none', claim };
  const confirmedAction = matchingServers.length === 0 ? 'create' : 'update';
  const reasons = new Set<ConfirmationReason>();
  for (const server of matchingServers)
    for (const reason of findConfirmationReasons(server, facts)) reasons.add(reason);
  if (servers.some(it => it.aliases.includes(claim.id))) reasons.add('alias');
  // The user's own settings.xml and the connection vouch for a domain; a workspace's files do not.
  const isTrusted =
    domainsFromSettings.has(domainKey(claim.domain)) && !facts.settingsBelongToWorkspace;
  if (!isTrusted && !facts.knowsDomain(claim.domain)) reasons.add('domain-from-pom');
  if (facts.settingsBelongToWorkspace) reasons.add('settings-of-workspace');
  if (reasons.size === 0) return { action: confirmedAction, claim };
  const variable = matchingServers.flatMap(({ password }) =>
    password.kind === 'variable' ? [password.name] : [],
  )[0];
  return {
    action: 'ask',
    claim,
    reasons: [...reasons],
    confirmedAction,
    ...(variable === undefined ? {} : { variable }),
  };
}

function* findConfirmationReasons(
  server: ServerEntry,
  { wroteIt }: OwnershipFacts,
): Generator<ConfirmationReason> {
  if (server.hasPrivateKey) yield 'private-key';
  if (server.username === undefined || server.username === '') yield 'no-user';
  else if (server.username !== tokenUsername) yield 'other-user';
  const { password } = server;
  if (password.kind === 'variable' || password.kind === 'encrypted') yield password.kind;
  else if (!isOurPassword(password, wroteIt)) yield 'other-password';
}

/** Whether `password` is empty, a CodeArtifact token, or one that we wrote. */
export function isOurPassword(
  password: PasswordState,
  wroteIt: (text: string) => boolean,
): boolean {
  switch (password.kind) {
    case 'none':
    case 'empty':
      return true;
    case 'literal': {
      const text = password.value.reveal();
      return parseTokenHint(text) !== undefined || wroteIt(text);
    }
    case 'variable':
    case 'encrypted':
      return false;
  }
}
