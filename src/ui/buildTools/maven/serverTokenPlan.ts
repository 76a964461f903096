import * as vscode from 'vscode';
import type { Claim } from '../../../maven/findClaims';
import type { OwnershipFacts, Ruling } from '../../../maven/decideOwnership';
import { type Domain, domainKey } from '../../../core/coordinates';
import { Failure } from '../../../core/failure';
import type { BuildToolServices } from '../buildToolServices';
import { confirmServerChange, type AskRuling, findTerminalVariable } from './confirmServerChange';
import type { MavenState } from './mavenFiles';
import { decideOwnership } from '../../../maven/decideOwnership';

/** Which servers of a settings.xml are to get a token. */
export interface ServerTokenPlan {
  readonly state: MavenState;
  readonly claims: readonly Claim[];
  /** Which variables new terminals are to get, for servers that take their password from one. */
  readonly variables: readonly { readonly name: string; readonly domain: Domain }[];
  /** Whether a ruling made later, on the file as it is then, is still covered by what was agreed. */
  allows(ruling: Ruling): boolean;
  /** Ids that several domains claim. */
  readonly conflicts: readonly Failure[];
}

/** What planning works with. */
export type PlanServices = Pick<
  BuildToolServices,
  'mavenFiles' | 'fileEditor' | 'tokenLedger' | 'undoHistory' | 'connections'
>;

/** What the decision about servers rests on beside the files. */
export async function readOwnershipFacts(
  { tokenLedger, connections }: Pick<BuildToolServices, 'tokenLedger' | 'connections'>,
  { location }: MavenState,
  signal: AbortSignal,
): Promise<OwnershipFacts> {
  return {
    isWrittenByUs: await tokenLedger.createTokenMatcher(signal),
    knowsDomain: domain => connections.isKnownDomain(domain),
    settingsBelongToWorkspace: location.belongsToWorkspace,
  };
}

/**
 * Decides which servers get a token, asking about those that are not plainly ours.
 * Resolves to undefined when neither settings.xml nor a pom.xml names a CodeArtifact repository.
 */
export async function planServerTokens(
  services: PlanServices,
  signal: AbortSignal,
): Promise<ServerTokenPlan | undefined> {
  const state = await services.mavenFiles.read(signal);
  const { claims, location, view } = state;
  if (claims.claims.length + claims.conflicts.length === 0) return undefined;
  const facts = await readOwnershipFacts(services, state, signal);
  await lookUpDomains(services, claims.claims, signal);
  const approvedRulings = new Map<string, AskRuling>();
  const chosen: Claim[] = [];
  const variables: { name: string; domain: Domain }[] = [];
  for (const ruling of decideOwnership(claims, view, facts)) {
    if (ruling.action === 'none') continue;
    if (ruling.action === 'ask') {
      const decision = await confirmServerChange(location.path, ruling, true);
      if (decision === undefined) continue;
      if (ruling.reasons.includes('domain-from-pom'))
        await services.connections.approveDomain(ruling.claim.domain);
      const name = findTerminalVariable(ruling);
      if (decision === 'terminals' && name !== undefined) {
        variables.push({ name, domain: ruling.claim.domain });
        continue;
      }
      approvedRulings.set(rulingKey(ruling.claim), ruling);
    }
    chosen.push(ruling.claim);
  }
  return {
    state,
    claims: chosen,
    variables,
    allows: ruling => isAllowed(ruling, approvedRulings.get(rulingKey(ruling.claim))),
    conflicts: claims.conflicts.map(conflict => conflictFailure(location.path, conflict)),
  };
}

/** A yes covers the reasons that were shown, for the server and domain that were shown. */
function isAllowed(ruling: Ruling, approvedRuling: AskRuling | undefined): boolean {
  if (ruling.action !== 'ask') return ruling.action !== 'none';
  return ruling.reasons.every(reason => approvedRuling?.reasons.includes(reason));
}

function rulingKey({ id, domain }: Claim): string {
  return `${id}\n${domainKey(domain)}`;
}

/** Before anyone is asked about a domain that only a pom.xml names: does the connection list it? */
async function lookUpDomains(
  { connections }: PlanServices,
  claims: readonly Claim[],
  signal: AbortSignal,
): Promise<void> {
  const fromPoms = claims
    .filter(({ sources }) => sources.every(({ source }) => source === 'pom'))
    .map(({ domain }) => domain)
    .filter(domain => !connections.isKnownDomain(domain));
  const byRegion = new Map<string, Domain>(fromPoms.map(domain => [domain.region, domain]));
  await Promise.all(
    [...byRegion.values()].map(domain => connections.refreshListedDomains(domain, signal)),
  );
}

function conflictFailure(
  file: string,
  { id, claims }: { readonly id: string; readonly claims: readonly Claim[] },
): Failure {
  const domains = claims.map(({ domain }) => domain.domain);
  const line = claims[0]?.sources[0]?.line;
  return new Failure('server-conflict', id, {
    file,
    ...(line === undefined ? {} : { line }),
    reason: new Intl.ListFormat(vscode.env.language).format(domains),
  });
}
