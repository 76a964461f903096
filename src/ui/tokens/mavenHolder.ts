import { Secret } from '../../core/secret';
import { domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';
import type { Claim } from '../../maven/findClaims';
import type { OwnershipFacts, Ruling } from '../../maven/decideOwnership';
import type { ServerEntry } from '../../maven/mavenSettings';
import { findLedgerEntry, isSignedOut } from '../../tokens/ledger';
import { type MavenState, withFileContext } from '../buildTools/maven/mavenFiles';
import { planServerTokens, type PlanServices } from '../buildTools/maven/serverTokenPlan';
import { writeServerTokens } from '../buildTools/maven/writeServerTokens';
import type { TerminalTokens } from './terminalTokens';
import {
  type HolderScan,
  type TokenHolder,
  type HolderContext,
  emptyPlan,
  type TokenLocation,
  type WritePlan,
} from './tokenHolder';
import { isOurPassword, decideOwnership } from '../../maven/decideOwnership';
import { editSettings } from '../../maven/editSettings';

/** The `<server>` elements of settings.xml. */
export class MavenHolder implements TokenHolder {
  readonly #services: PlanServices;
  readonly #terminals: TerminalTokens;

  constructor(services: PlanServices, terminals: TerminalTokens) {
    this.#services = services;
    this.#terminals = terminals;
  }

  async find(context: HolderContext, signal: AbortSignal): Promise<HolderScan> {
    const state = await this.#services.mavenFiles.read(signal);
    const rulings = this.#rulings(state, context);
    const { isWrittenByUs } = this.#ownershipFacts(state, context);
    const locations = rulings
      .filter(({ claim, action }) => claim.isUsed || action === 'update')
      .map((ruling): TokenLocation => {
        const passwords = state.view.servers
          .filter(({ id }) => id === ruling.claim.id)
          .map(({ password }) => password);
        const currentToken = findCommonPassword(passwords);
        const location = toTokenLocation(state, ruling.claim);
        const autoRenewed = ruling.action === 'update' && !isSignedOut(context.ledger, location);
        const removable = passwords.some(
          it => it.kind === 'literal' && isOurPassword(it, isWrittenByUs),
        );
        return { ...location, ...(currentToken && { currentToken }), autoRenewed, removable };
      });
    const trustedDomains = rulings.filter(isTrustedRuling).map(({ claim }) => claim.domain);
    return { locations, trustedDomains, files: [state.location.path] };
  }

  async plan(_: HolderContext, signal: AbortSignal): Promise<WritePlan> {
    const plan = await planServerTokens(this.#services, signal);
    if (!plan) return emptyPlan;
    const { state, claims, variables, conflicts } = plan;
    return {
      hasCandidates: true,
      domains: [...claims, ...variables].map(({ domain }) => domain),
      locations: claims.map(claim => toTokenLocation(state, claim)),
      problems: conflicts,
      write: async (tokens, writeSignal) => {
        if (claims.length > 0) await writeServerTokens(this.#services, plan, tokens, writeSignal);
        for (const { name, domain } of variables) {
          const token = tokens.find(it => domainKey(it.domain) === domainKey(domain));
          if (token) this.#terminals.request(name, token);
        }
      },
    };
  }

  /** Decides ownership again, because the file may have changed while the token was fetched. */
  async renew(token: Token, context: HolderContext, signal: AbortSignal): Promise<void> {
    const state = await this.#services.mavenFiles.read(signal);
    const claims = this.#rulings(state, context)
      .filter(({ action }) => action === 'update')
      .map(({ claim }) => claim)
      .filter(({ domain }) => domainKey(domain) === domainKey(token.domain))
      .filter(claim => !isSignedOut(context.ledger, toTokenLocation(state, claim)));
    if (claims.length === 0) return;
    const allows = ({ action }: Ruling) => action === 'update';
    await writeServerTokens(this.#services, { state, claims, allows }, [token], signal);
  }

  async remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void> {
    const isWrittenByUs = await this.#services.tokenLedger.createTokenMatcher(signal);
    const isOurs = (text: string) =>
      isOurPassword({ kind: 'literal', value: new Secret(text) }, isWrittenByUs);
    for (const file of new Set(locations.map(({ holder }) => holder))) {
      const changes = locations
        .filter(({ holder }) => holder === file)
        .map(({ server }) => ({ kind: 'clear-token', id: server, isOurs }) as const);
      await this.#services.fileEditor.edit(
        file,
        bytes => {
          if (!bytes) return 'unchanged';
          const result = withFileContext(file, () => editSettings(bytes, changes));
          return result.changed ? result.bytes : 'unchanged';
        },
        signal,
      );
    }
  }

  #rulings(state: MavenState, context: HolderContext): readonly Ruling[] {
    return decideOwnership(state.claims, state.view, this.#ownershipFacts(state, context));
  }

  #ownershipFacts({ location }: MavenState, { ledger }: HolderContext): OwnershipFacts {
    return {
      isWrittenByUs: text => findLedgerEntry(ledger, text) !== undefined,
      knowsDomain: domain => this.#services.connections.isKnownDomain(domain),
      settingsBelongToWorkspace: location.belongsToWorkspace,
    };
  }
}

function toTokenLocation({ location }: MavenState, { id, domain }: Claim) {
  return { kind: 'maven', domain, holder: location.path, server: id } as const;
}

/** A domain is trusted only if the user's own files name it. */
function isTrustedRuling(ruling: Ruling): boolean {
  return (
    ruling.action !== 'ask' ||
    !ruling.reasons.some(it => it === 'domain-from-pom' || it === 'settings-of-workspace')
  );
}

function findCommonPassword(passwords: readonly ServerEntry['password'][]): Secret | undefined {
  const values = passwords.map(it => (it.kind === 'literal' ? it.value : undefined));
  const [first] = values;
  return values.every(it => it?.reveal() === first?.reveal()) ? first : undefined;
}
