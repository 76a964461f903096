import * as vscode from 'vscode';
import type { PropertyClaim } from '../../gradle/findPropertyClaims';
import type { PropertyRuling } from '../../gradle/decidePropertyOwnership';
import type { PropertyValues } from '../../gradle/readProperty';
import { type Domain, domainKey } from '../../core/coordinates';
import { Failure } from '../../core/failure';
import type { Token } from '../../core/token';
import { findLedgerEntry, isSignedOut, type Ledger, type LedgerEntry } from '../../tokens/ledger';
import { confirmPropertyWrite } from '../buildTools/gradle/confirmPropertyWrite';
import type { GradleFiles, GradleState } from '../buildTools/gradle/gradleFiles';
import { writeProperty } from '../buildTools/gradle/writeProperty';
import { withFileContext } from '../buildTools/maven/mavenFiles';
import type { TokenServices } from './tokenServices';
import { findConnectionId } from './findConnectionId';
import {
  type HolderScan,
  type TokenHolder,
  type HolderContext,
  emptyPlan,
  type TokenLocation,
  type WritePlan,
} from './tokenHolder';
import { isOurValue, decidePropertyOwnership } from '../../gradle/decidePropertyOwnership';
import { removeProperty } from '../../gradle/removeProperty';
import { readProperty } from '../../gradle/readProperty';

/** A property and the decision about it. */
interface Candidate {
  readonly location: Pick<TokenLocation, 'kind' | 'domain' | 'holder' | 'server'>;
  readonly view: PropertyValues;
  readonly ruling: PropertyRuling;
  readonly isDomainTrusted: boolean;
}

/** The services that the holder uses. */
type GradleServices = Pick<
  TokenServices,
  'connections' | 'fileEditor' | 'tokenLedger' | 'undoHistory'
> & {
  readonly gradleFiles: GradleFiles;
};

/**
 * The properties of gradle.properties that build scripts read or that the extension has written.
 */
export class GradleHolder implements TokenHolder {
  readonly #services: GradleServices;

  constructor(services: GradleServices) {
    this.#services = services;
  }

  async find(context: HolderContext, signal: AbortSignal): Promise<HolderScan> {
    const state = await this.#services.gradleFiles.read(context.ledger, signal);
    if (!state) return { locations: [], trustedDomains: [], files: [] };
    const candidates = await this.#findCandidates(state, context);
    const locations = candidates.map(({ location, view, ruling }): TokenLocation => {
      const { value, values } = view;
      const allEqual = values.every(it => it.reveal() === value?.reveal());
      const isFilled = value !== undefined && value.reveal().trim() !== '';
      const containsOurToken = values.some(
        it => it.reveal() !== '' && isOurValue(it.reveal(), createWrittenByUs(context)),
      );
      return {
        ...location,
        ...(allEqual && isFilled && { currentToken: value }),
        autoRenewed: ruling.action === 'update' && !isSignedOut(context.ledger, location),
        removable: containsOurToken,
      };
    });
    const trustedDomains = candidates
      .filter(({ isDomainTrusted }) => isDomainTrusted)
      .map(({ location }) => location.domain);
    return { locations, trustedDomains, files: [state.location.path] };
  }

  async plan(context: HolderContext, signal: AbortSignal): Promise<WritePlan> {
    const state = await this.#services.gradleFiles.read(context.ledger, signal);
    if (!state) return emptyPlan;
    const candidates = await this.#findCandidates(state, context);
    const approved: Candidate[] = [];
    for (const candidate of candidates)
      if (await this.#confirmWrite(candidate)) approved.push(candidate);
    const locations = approved.map(({ location }) => location);
    return {
      hasCandidates: candidates.length + state.conflicts.length > 0,
      domains: locations.map(({ domain }) => domain),
      locations,
      problems: state.conflicts.map(it => conflictFailure(state.location.path, it)),
      write: async (tokens, writeSignal) => {
        for (const { location, ruling } of approved)
          await this.#write(location, tokens, ruling, writeSignal);
      },
    };
  }

  async renew(token: Token, context: HolderContext, signal: AbortSignal): Promise<void> {
    const state = await this.#services.gradleFiles.read(context.ledger, signal);
    if (!state) return;
    for (const { location, ruling } of await this.#findCandidates(state, context))
      if (ruling.action === 'update' && !isSignedOut(context.ledger, location))
        await this.#write(location, [token], ruling, signal);
  }

  async remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void> {
    const isWrittenByUs = await this.#services.tokenLedger.createTokenMatcher(signal);
    for (const { holder, server } of locations)
      await this.#services.fileEditor.edit(
        holder,
        bytes => {
          if (!bytes) return 'unchanged';
          const { bytes: rest, changed } = withFileContext(holder, () =>
            removeProperty(
              bytes,
              server,
              value => value !== '' && isOurValue(value, isWrittenByUs),
            ),
          );
          return changed ? (rest ?? 'removed') : 'unchanged';
        },
        signal,
      );
  }

  async #findCandidates(state: GradleState, context: HolderContext): Promise<readonly Candidate[]> {
    const { location, bytes, claims } = state;
    const writtenEntries = await this.#findWrittenEntries(context.ledger, location.path);
    const names = new Set(writtenEntries.map(it => it.server));
    const scriptClaims = claims.filter(({ property }) => !names.has(property));
    const isTrustedClaim = ({ domain }: PropertyClaim) =>
      this.#services.connections.isKnownDomain(domain) ||
      includesDomain(context.trustedDomains, domain);
    const all = [
      ...writtenEntries.map(it => ({ property: it.server, domain: it.domain, vouched: true })),
      ...scriptClaims.map(it => ({
        property: it.property,
        domain: it.domain,
        vouched: isTrustedClaim(it),
      })),
    ];
    const candidates = all.map(({ property, domain, vouched: isDomainTrusted }): Candidate => {
      const view = withFileContext(location.path, () => readProperty(bytes, property));
      const tokenLocation = {
        kind: 'gradle',
        domain,
        holder: location.path,
        server: property,
      } as const;
      const { belongsToWorkspace } = location;
      const facts = {
        isWrittenByUs: createWrittenByUs(context),
        knowsDomain: isDomainTrusted,
        belongsToWorkspace,
      };
      return {
        location: tokenLocation,
        view,
        isDomainTrusted,
        ruling: decidePropertyOwnership(view, facts),
      };
    });
    // A property that the extension wrote and somebody removed is ignored, unless a script reads
    // it.
    const requestedProperties = new Set(claims.map(({ property }) => property));
    return candidates.filter(
      ({ view, location: tokenLocation }) =>
        view.value !== undefined ||
        requestedProperties.has(tokenLocation.server) ||
        isSignedOut(context.ledger, tokenLocation),
    );
  }

  /** The ledger entries of `file`. Tokens of a sandbox that is not running are ignored. */
  async #findWrittenEntries({ entries }: Ledger, file: string): Promise<readonly LedgerEntry[]> {
    const fileEntries = entries.filter(({ holder }) => holder === file);
    const isServed = await Promise.all(
      fileEntries.map(async ({ domain }) =>
        domain.realm === 'aws' ? true : await findConnectionId(this.#services.connections, domain),
      ),
    );
    return fileEntries.filter((_, index) => isServed[index]);
  }

  async #confirmWrite({ location, ruling }: Candidate): Promise<boolean> {
    if (ruling.action !== 'ask') return true;
    const { domain, owner } = location.domain;
    const { reasons } = ruling;
    const question = { property: location.server, domain, owner, reasons };
    if (!(await confirmPropertyWrite(location.holder, question))) return false;
    if (reasons.includes('domain-from-script'))
      await this.#services.connections.approveDomain(location.domain);
    return true;
  }

  async #write(
    { domain, holder, server }: Candidate['location'],
    tokens: readonly Token[],
    ruling: PropertyRuling,
    signal: AbortSignal,
  ): Promise<void> {
    const token = tokens.find(it => domainKey(it.domain) === domainKey(domain));
    if (token)
      await writeProperty(this.#services, { file: holder, name: server, ruling }, token, signal);
  }
}

function createWrittenByUs({ ledger }: HolderContext): (text: string) => boolean {
  return text => findLedgerEntry(ledger, text) !== undefined;
}

function includesDomain(domains: readonly Domain[], domain: Domain): boolean {
  return domains.some(it => domainKey(it) === domainKey(domain));
}

function conflictFailure(file: string, { property, claims }: GradleState['conflicts'][number]) {
  const reason = new Intl.ListFormat(vscode.env.language).format(
    claims.map(({ domain }) => domain.domain),
  );
  return new Failure('property-conflict', property, { file, reason });
}
