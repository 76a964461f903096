import * as vscode from 'vscode';
import type { PropertyClaim } from '../../gradle/findPropertyClaims';
import type { PropertyRuling } from '../../gradle/propertyOwnership';
import type { PropertyView } from '../../gradle/readProperty';
import { type Domain, domainKey } from '../../core/coordinates';
import { Failure } from '../../core/failure';
import type { Token } from '../../core/token';
import { entryOf, isSignedOut, type Ledger, type LedgerEntry } from '../../tokens/ledger';
import { askProperty } from '../buildTools/gradle/askProperty';
import type { GradleFiles, GradleState } from '../buildTools/gradle/gradleFiles';
import { gradleRoom } from '../buildTools/gradle/gradleRoom';
import { writeProperty } from '../buildTools/gradle/writeProperty';
import { named } from '../buildTools/maven/mavenFiles';
import type { Services } from '../common/services';
import { servingConnection } from './servingConnection';
import {
  type Found,
  type HolderKind,
  type Known,
  noPlan,
  type Place,
  type WritePlan,
} from './holder';

/** A property and what may be done to it. */
interface Candidate {
  readonly place: Pick<Place, 'kind' | 'domain' | 'holder' | 'server'>;
  readonly view: PropertyView;
  readonly ruling: PropertyRuling;
  readonly vouched: boolean;
}

/** What the holder works with. */
type GradleServices = Pick<Services, 'connections' | 'writer'> & {
  readonly gradleFiles: GradleFiles;
};

/** The properties of gradle.properties that build scripts ask for, or that we were told to write. */
export class GradleHolder implements HolderKind {
  readonly #services: GradleServices;

  constructor(services: GradleServices) {
    this.#services = services;
  }

  async find(known: Known, signal: AbortSignal): Promise<Found> {
    const state = await this.#services.gradleFiles.read(known.ledger, signal);
    if (!state) return { places: [], domains: [], files: [] };
    const { isOurValue } = await gradleRoom();
    const candidates = await this.#candidates(state, known);
    const places = candidates.map(({ place, view, ruling }): Place => {
      const { value, values } = view;
      const agree = values.every(it => it.reveal() === value?.reveal());
      const isFilled = value !== undefined && value.reveal().trim() !== '';
      const ours = values.some(it => it.reveal() !== '' && isOurValue(it.reveal(), wroteIt(known)));
      return {
        ...place,
        ...(agree && isFilled && { held: value }),
        renewed: ruling.action === 'update' && !isSignedOut(known.ledger, place),
        removable: ours,
      };
    });
    const domains = candidates.filter(({ vouched }) => vouched).map(({ place }) => place.domain);
    return { places, domains, files: [state.location.path] };
  }

  async plan(known: Known, signal: AbortSignal): Promise<WritePlan> {
    const state = await this.#services.gradleFiles.read(known.ledger, signal);
    if (!state) return noPlan;
    const candidates = await this.#candidates(state, known);
    const agreed: Candidate[] = [];
    for (const candidate of candidates) if (await this.#mayWrite(candidate)) agreed.push(candidate);
    const places = agreed.map(({ place }) => place);
    return {
      found: candidates.length + state.conflicts.length > 0,
      domains: places.map(({ domain }) => domain),
      places,
      problems: state.conflicts.map(it => conflictFailure(state.location.path, it)),
      write: async (tokens, writing) => {
        for (const { place, ruling } of agreed) await this.#write(place, tokens, ruling, writing);
      },
    };
  }

  async renew(token: Token, known: Known, signal: AbortSignal): Promise<void> {
    const state = await this.#services.gradleFiles.read(known.ledger, signal);
    if (!state) return;
    for (const { place, ruling } of await this.#candidates(state, known))
      if (ruling.action === 'update' && !isSignedOut(known.ledger, place))
        await this.#write(place, [token], ruling, signal);
  }

  async remove(places: readonly Place[], signal: AbortSignal): Promise<void> {
    const { isOurValue, removeProperty } = await gradleRoom();
    const isOurs = await this.#services.writer.wroteIt(signal);
    for (const { holder, server } of places)
      await this.#services.writer.write(
        holder,
        bytes => {
          if (!bytes) return 'unchanged';
          const { bytes: rest, changed } = named(holder, () =>
            removeProperty(bytes, server, value => value !== '' && isOurValue(value, isOurs)),
          );
          return changed ? (rest ?? 'removed') : 'unchanged';
        },
        signal,
      );
  }

  async #candidates(state: GradleState, known: Known): Promise<readonly Candidate[]> {
    const { location, bytes, claims } = state;
    const { propertyOwnership, readProperty } = await gradleRoom();
    const written = await this.#written(known.ledger, location.path);
    const names = new Set(written.map(it => it.server));
    const scripted = claims.filter(({ property }) => !names.has(property));
    const isVouched = ({ domain }: PropertyClaim) =>
      this.#services.connections.knows(domain) || includes(known.domains, domain);
    const all = [
      ...written.map(it => ({ property: it.server, domain: it.domain, vouched: true })),
      ...scripted.map(it => ({ property: it.property, domain: it.domain, vouched: isVouched(it) })),
    ];
    const read = all.map(({ property, domain, vouched }): Candidate => {
      const view = named(location.path, () => readProperty(bytes, property));
      const place = { kind: 'gradle', domain, holder: location.path, server: property } as const;
      const { ofWorkspace } = location;
      const facts = { wroteIt: wroteIt(known), knowsDomain: vouched, ofWorkspace };
      return { place, view, vouched, ruling: propertyOwnership(view, facts) };
    });
    // What we wrote once and somebody else took out again is nobody's, unless a script asks for it.
    const asked = new Set(claims.map(({ property }) => property));
    return read.filter(
      ({ view, place }) =>
        view.value !== undefined || asked.has(place.server) || isSignedOut(known.ledger, place),
    );
  }

  /** What we wrote into `file`; the tokens of a sandbox that does not run are worth nothing. */
  async #written({ entries }: Ledger, file: string): Promise<readonly LedgerEntry[]> {
    const own = entries.filter(({ holder }) => holder === file);
    const alive = await Promise.all(
      own.map(async ({ domain }) =>
        domain.realm === 'aws' ? true : await servingConnection(this.#services.connections, domain),
      ),
    );
    return own.filter((_, index) => alive[index]);
  }

  async #mayWrite({ place, ruling }: Candidate): Promise<boolean> {
    if (ruling.action !== 'ask') return true;
    const { domain, owner } = place.domain;
    const { reasons } = ruling;
    const question = { property: place.server, domain, owner, reasons };
    if (!(await askProperty(place.holder, question))) return false;
    if (reasons.includes('domain-from-script'))
      await this.#services.connections.approve(place.domain);
    return true;
  }

  async #write(
    { domain, holder, server }: Candidate['place'],
    tokens: readonly Token[],
    agreed: PropertyRuling,
    signal: AbortSignal,
  ): Promise<void> {
    const token = tokens.find(it => domainKey(it.domain) === domainKey(domain));
    if (token)
      await writeProperty(this.#services, { file: holder, name: server, agreed }, token, signal);
  }
}

function wroteIt({ ledger }: Known): (text: string) => boolean {
  return text => entryOf(ledger, text) !== undefined;
}

function includes(domains: readonly Domain[], domain: Domain): boolean {
  return domains.some(it => domainKey(it) === domainKey(domain));
}

function conflictFailure(file: string, { property, claims }: GradleState['conflicts'][number]) {
  const reason = new Intl.ListFormat(vscode.env.language).format(
    claims.map(({ domain }) => domain.domain),
  );
  return new Failure('property-conflict', property, { file, reason });
}
