import { Secret } from '../../core/secret';
import { domainKey } from '../../core/coordinates';
import type { Token } from '../../core/token';
import type { Claim } from '../../maven/findClaims';
import type { OwnershipFacts, Ruling } from '../../maven/ownership';
import type { ServerEntry } from '../../maven/settingsView';
import { entryOf, isSignedOut } from '../../tokens/ledger';
import { type MavenState, named } from '../buildTools/maven/mavenFiles';
import { mavenRoom } from '../buildTools/maven/mavenRoom';
import { planTokens, type PlanServices } from '../buildTools/maven/tokenPlan';
import { writeTokens } from '../buildTools/maven/writeTokens';
import type { TerminalTokens } from './terminalTokens';
import {
  type Found,
  type HolderKind,
  type Known,
  noPlan,
  type Place,
  type WritePlan,
} from './holder';

/** The `<server>` elements of settings.xml. */
export class MavenHolder implements HolderKind {
  readonly #services: PlanServices;
  readonly #terminals: TerminalTokens;

  constructor(services: PlanServices, terminals: TerminalTokens) {
    this.#services = services;
    this.#terminals = terminals;
  }

  async find(known: Known, signal: AbortSignal): Promise<Found> {
    const state = await this.#services.mavenFiles.read(signal);
    const rulings = await this.#rulings(state, known);
    const { isOurPassword } = await mavenRoom();
    const { wroteIt } = this.#facts(state, known);
    const places = rulings
      .filter(({ claim, action }) => claim.used || action === 'update')
      .map((ruling): Place => {
        const passwords = state.view.servers
          .filter(({ id }) => id === ruling.claim.id)
          .map(({ password }) => password);
        const held = commonValue(passwords);
        const place = placeOf(state, ruling.claim);
        const renewed = ruling.action === 'update' && !isSignedOut(known.ledger, place);
        const removable = passwords.some(it => it.kind === 'literal' && isOurPassword(it, wroteIt));
        return { ...place, ...(held && { held }), renewed, removable };
      });
    const domains = rulings.filter(isVouched).map(({ claim }) => claim.domain);
    return { places, domains, files: [state.location.path] };
  }

  async plan(_: Known, signal: AbortSignal): Promise<WritePlan> {
    const plan = await planTokens(this.#services, signal);
    if (!plan) return noPlan;
    const { state, claims, variables, conflicts } = plan;
    return {
      found: true,
      domains: [...claims, ...variables].map(({ domain }) => domain),
      places: claims.map(claim => placeOf(state, claim)),
      problems: conflicts,
      write: async (tokens, writing) => {
        if (claims.length > 0) await writeTokens(this.#services, plan, tokens, writing);
        for (const { name, domain } of variables) {
          const token = tokens.find(it => domainKey(it.domain) === domainKey(domain));
          if (token) this.#terminals.wish(name, token);
        }
      },
    };
  }

  /** Whose the servers are is decided anew: much may have changed while the token was fetched. */
  async renew(token: Token, known: Known, signal: AbortSignal): Promise<void> {
    const state = await this.#services.mavenFiles.read(signal);
    const claims = (await this.#rulings(state, known))
      .filter(({ action }) => action === 'update')
      .map(({ claim }) => claim)
      .filter(({ domain }) => domainKey(domain) === domainKey(token.domain))
      .filter(claim => !isSignedOut(known.ledger, placeOf(state, claim)));
    if (claims.length === 0) return;
    const allows = ({ action }: Ruling) => action === 'update';
    await writeTokens(this.#services, { state, claims, allows }, [token], signal);
  }

  async remove(places: readonly Place[], signal: AbortSignal): Promise<void> {
    const { editSettings, isOurPassword } = await mavenRoom();
    const wroteIt = await this.#services.writer.wroteIt(signal);
    const isOurs = (text: string) =>
      isOurPassword({ kind: 'literal', value: new Secret(text) }, wroteIt);
    for (const file of new Set(places.map(({ holder }) => holder))) {
      const changes = places
        .filter(({ holder }) => holder === file)
        .map(({ server }) => ({ kind: 'clear-token', id: server, isOurs }) as const);
      await this.#services.writer.write(
        file,
        bytes => {
          if (!bytes) return 'unchanged';
          const result = named(file, () => editSettings(bytes, changes));
          return result.changed ? result.bytes : 'unchanged';
        },
        signal,
      );
    }
  }

  async #rulings(state: MavenState, known: Known): Promise<readonly Ruling[]> {
    const { ownership } = await mavenRoom();
    return ownership(state.claims, state.view, this.#facts(state, known));
  }

  #facts({ location }: MavenState, { ledger }: Known): OwnershipFacts {
    return {
      wroteIt: text => entryOf(ledger, text) !== undefined,
      knowsDomain: domain => this.#services.connections.knows(domain),
      settingsOfWorkspace: location.ofWorkspace,
    };
  }
}

function placeOf({ location }: MavenState, { id, domain }: Claim) {
  return { kind: 'maven', domain, holder: location.path, server: id } as const;
}

/** A workspace's files alone vouch for nothing. */
function isVouched(ruling: Ruling): boolean {
  return (
    ruling.action !== 'ask' ||
    !ruling.reasons.some(it => it === 'domain-from-pom' || it === 'settings-of-workspace')
  );
}

function commonValue(passwords: readonly ServerEntry['password'][]): Secret | undefined {
  const values = passwords.map(it => (it.kind === 'literal' ? it.value : undefined));
  const [first] = values;
  return values.every(it => it?.reveal() === first?.reveal()) ? first : undefined;
}
