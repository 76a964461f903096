import path from 'node:path';
import { type Domain, domainKey } from '../../core/coordinates';
import { Secret } from '../../core/secret';
import type { Token } from '../../core/token';
import { readBytes } from '../../files/readBytes';
import { replaceFile } from '../../files/replaceFile';
import { isSignedOut } from '../../tokens/ledger';
import type { GradleFiles } from '../buildTools/gradle/gradleFiles';
import {
  locateInitScript,
  readTrimmedText,
  tokenFileOf,
  type InitScriptLocation,
} from '../buildTools/gradle/initScriptFiles';
import { writeInitScriptToken } from '../buildTools/gradle/writeInitScriptToken';
import type { TokenServices } from './tokenServices';
import { confirmTokenFileWrite, type TokenFileReason } from '../common/confirmTokenFileWrite';
import { findConnectionId } from './findConnectionId';
import {
  type HolderContext,
  type HolderScan,
  type TokenHolder,
  type TokenLocation,
  type WritePlan,
  emptyPlan,
} from './tokenHolder';
import { createInitScript } from '../../gradle/createInitScript';
import { isTokenFileName } from '../../gradle/tokenFileName';

/** The token file of one domain. */
interface Candidate {
  readonly location: Pick<TokenLocation, 'kind' | 'domain' | 'holder' | 'server'>;
  readonly text: string;
  /** Why the user must confirm a write; empty if the extension may write. */
  readonly reasons: readonly TokenFileReason[];
  readonly isDomainTrusted: boolean;
}

/** What the holder works with. */
type InitScriptServices = Pick<TokenServices, 'connections' | 'fileEditor' | 'tokenLedger'> & {
  readonly gradleFiles: GradleFiles;
};

/**
 * The token files of the Gradle init script. Once the script is installed, it serves the domains for
 * which it was installed, and the domains whose repositories build scripts of the workspace name.
 */
export class InitScriptHolder implements TokenHolder {
  readonly #services: InitScriptServices;

  constructor(services: InitScriptServices) {
    this.#services = services;
  }

  async find(context: HolderContext, signal: AbortSignal): Promise<HolderScan> {
    const script = locateInitScript();
    const candidates = await this.#findCandidates(script, context, signal);
    const locations = candidates.map(({ location, text, reasons }): TokenLocation => ({
      ...location,
      ...(text !== '' && { currentToken: new Secret(text) }),
      autoRenewed: reasons.length === 0 && !isSignedOut(context.ledger, location),
      removable: text !== '',
    }));
    const trustedDomains = candidates
      .filter(({ isDomainTrusted }) => isDomainTrusted)
      .map(({ location }) => location.domain);
    const files = [script.script, ...locations.map(({ holder }) => holder)];
    return { locations, trustedDomains, files };
  }

  async plan(context: HolderContext, signal: AbortSignal): Promise<WritePlan> {
    const script = locateInitScript();
    const candidates = await this.#findCandidates(script, context, signal);
    if (candidates.length === 0) return emptyPlan;
    const approved: Candidate[] = [];
    for (const candidate of candidates)
      if (await this.#confirmWrite(candidate)) approved.push(candidate);
    const locations = approved.map(({ location }) => location);
    return {
      hasCandidates: true,
      domains: locations.map(({ domain }) => domain),
      locations,
      problems: [],
      write: async (tokens, writeSignal) => {
        for (const candidate of approved)
          for (const token of tokens) await this.#write(script, candidate, token, writeSignal);
      },
    };
  }

  async renew(token: Token, context: HolderContext, signal: AbortSignal): Promise<void> {
    const script = locateInitScript();
    for (const candidate of await this.#findCandidates(script, context, signal))
      if (candidate.reasons.length === 0 && !isSignedOut(context.ledger, candidate.location))
        await this.#write(script, candidate, token, signal);
  }

  /** Also removes the init script when no token file is left. */
  async remove(locations: readonly TokenLocation[], signal: AbortSignal): Promise<void> {
    const options = { symbolicLink: 'refuse' } as const;
    for (const { holder } of locations) await replaceFile(holder, () => 'removed', options, signal);
    const script = locateInitScript();
    const context = { ledger: await this.#services.tokenLedger.read(signal), trustedDomains: [] };
    const rest = await this.#findCandidates(script, context, signal);
    if (rest.some(({ text }) => text !== '')) return;
    // A script that somebody changed stays. It does nothing without token files.
    const isOurs = (bytes: Uint8Array | undefined) =>
      bytes !== undefined && new TextDecoder().decode(bytes) === createInitScript();
    await this.#services.fileEditor.edit(
      script.script,
      bytes => (isOurs(bytes) ? 'removed' : 'unchanged'),
      signal,
    );
  }

  /** None without the init script. */
  async #findCandidates(
    script: InitScriptLocation,
    context: HolderContext,
    signal: AbortSignal,
  ): Promise<readonly Candidate[]> {
    if (!(await readBytes(script.script, {}, signal))) return [];
    const { connections, gradleFiles } = this.#services;
    const written = context.ledger.entries
      .filter(({ holder }) => path.dirname(holder) === script.folder)
      .filter(({ holder }) => isTokenFileName(path.basename(holder)))
      .map(({ domain }) => domain);
    const named = (await gradleFiles.findDomains(signal)).map(({ domain }) => domain);
    const domains = new Map([...written, ...named].map(each => [domainKey(each), each]));
    const isTrusted = (domain: Domain) =>
      includesDomain([...written, ...context.trustedDomains], domain) ||
      connections.isKnownDomain(domain);
    const candidates = await Promise.all(
      [...domains.values()].map(async (domain): Promise<Candidate | undefined> => {
        // The tokens of a sandbox that does not run are worth nothing.
        if (domain.realm !== 'aws' && !(await findConnectionId(connections, domain)))
          return undefined;
        const holder = tokenFileOf(script, domain);
        const text = await readTrimmedText(holder, signal);
        const isDomainTrusted = isTrusted(domain);
        const reasons: TokenFileReason[] = [];
        if (!isDomainTrusted) reasons.push('domain-from-script');
        if (script.belongsToWorkspace) reasons.push('version-control');
        const location = { kind: 'gradleInit', domain, holder, server: '' } as const;
        return { location, text, reasons, isDomainTrusted };
      }),
    );
    return candidates.filter(candidate => candidate !== undefined);
  }

  async #confirmWrite({ location, reasons }: Candidate): Promise<boolean> {
    if (reasons.length === 0) return true;
    const { holder, domain } = location;
    if (!(await confirmTokenFileWrite(holder, domain.domain, reasons))) return false;
    if (reasons.includes('domain-from-script'))
      await this.#services.connections.approveDomain(domain);
    return true;
  }

  async #write(
    script: InitScriptLocation,
    { location }: Candidate,
    token: Token,
    signal: AbortSignal,
  ): Promise<void> {
    if (domainKey(token.domain) === domainKey(location.domain))
      await writeInitScriptToken(this.#services, script, token, signal);
  }
}

function includesDomain(domains: readonly Domain[], domain: Domain): boolean {
  return domains.some(each => domainKey(each) === domainKey(domain));
}
