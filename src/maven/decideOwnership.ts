import { domainKey, type Domain } from '../core/coordinates';
import { parseTokenHint, tokenUsername } from '../core/token';
import type { Claim, Claims } from './findClaims';
import type { PasswordState, ServerEntry, MavenSettings } from './mavenSettings';

/**
 * Why the user must confirm a change:
 * `variable`: the password contains `${…}` · `encrypted`: the password is encrypted · `no-user`: there is
 * no user name · `other-user`: the user name is not `aws` · `other-password`: the password is not empty,
 * not a token and not written by us · `private-key`: the server has a private key · `domain-from-pom`:
 * only a pom.xml names the domain · `settings-of-workspace`: the workspace names or contains the
 * settings file · `alias`: another server lists this id as an alias.
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
 * `update` and `create`: without asking · `ask`: only if the user confirms all `reasons`, and then only
 * `confirmedAction` · `none`: Maven does not use this id and there is no server.
 */
export type Ruling =
  | { readonly action: 'update' | 'create' | 'none'; readonly claim: Claim }
  | {
      readonly action: 'ask';
      readonly claim: Claim;
      readonly reasons: readonly ConfirmationReason[];
      readonly confirmedAction: 'update' | 'create';
      /** The name of the variable, for the reason `variable`: `env.CODEARTIFACT_AUTH_TOKEN`. */
      readonly variable?: string;
    };

/** What the decision depends on besides the files. */
export interface OwnershipFacts {
  /** Whether the ledger has the hash of this password. Tokens are recognized by their form. */
  readonly isWrittenByUs: (text: string) => boolean;
  /** Whether a connection lists the domain, or the user approved it before. */
  readonly knowsDomain: (domain: Domain) => boolean;
  /** Whether the workspace names or contains the settings file. */
  readonly settingsBelongToWorkspace: boolean;
}

/**
 * Decides for each claim whether its server may be changed; the only place that decides it. Conflicting
 * ids get no ruling: see `Claims.conflicts`.
 */
export function decideOwnership(
  { claims }: Pick<Claims, 'claims'>,
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
  // The user's own settings.xml and a connection establish trust in a domain; files of a workspace do not.
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
  { isWrittenByUs }: OwnershipFacts,
): Generator<ConfirmationReason> {
  if (server.hasPrivateKey) yield 'private-key';
  if (server.username === undefined || server.username === '') yield 'no-user';
  else if (server.username !== tokenUsername) yield 'other-user';
  const { password } = server;
  if (password.kind === 'variable' || password.kind === 'encrypted') yield password.kind;
  else if (!isOurPassword(password, isWrittenByUs)) yield 'other-password';
}

/** Whether `password` is absent, empty, a CodeArtifact token, or written by us. */
export function isOurPassword(
  password: PasswordState,
  isWrittenByUs: (text: string) => boolean,
): boolean {
  switch (password.kind) {
    case 'none':
    case 'empty':
      return true;
    case 'literal': {
      const text = password.value.reveal();
      return parseTokenHint(text) !== undefined || isWrittenByUs(text);
    }
    case 'variable':
    case 'encrypted':
      return false;
  }
}
