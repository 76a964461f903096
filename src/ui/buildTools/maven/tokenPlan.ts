import * as vscode from 'vscode';
import type { Claim } from '../../../maven/findClaims';
import type { OwnershipFacts, Ruling } from '../../../maven/ownership';
import { type Domain, domainKey } from '../../../core/coordinates';
import { Failure } from '../../../core/failure';
import type { Services } from '../../common/services';
import { askToChange, type Question, variableToSet } from './askReason';
import type { MavenState } from './mavenFiles';
import { mavenRoom } from './mavenRoom';

/** Which servers of a settings.xml are to get a token. */
export interface TokenPlan {
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
export type PlanServices = Pick<Services, 'mavenFiles' | 'writer' | 'connections'>;

/** What the decision about servers rests on beside the files. */
export async function ownershipFacts(
  { writer, connections }: Pick<Services, 'writer' | 'connections'>,
  { location }: MavenState,
  signal: AbortSignal,
): Promise<OwnershipFacts> {
  return {
    wroteIt: await writer.wroteIt(signal),
    knowsDomain: domain => connections.knows(domain),
    settingsOfWorkspace: location.ofWorkspace,
  };
}

/**
 * Decides which servers get a token, asking about those that are not plainly ours.
 * Resolves to undefined when neither settings.xml nor a pom.xml names a CodeArtifact repository.
 */
export async function planTokens(
  services: PlanServices,
  signal: AbortSignal,
): Promise<TokenPlan | undefined> {
  const state = await services.mavenFiles.read(signal);
  const { claims, location, view } = state;
  if (claims.claims.length + claims.conflicts.length === 0) return undefined;
  const facts = await ownershipFacts(services, state, signal);
  await learnDomains(services, claims.claims, signal);
  const { ownership } = await mavenRoom();
  const agreed = new Map<string, Question>();
  const chosen: Claim[] = [];
  const variables: { name: string; domain: Domain }[] = [];
  for (const ruling of ownership(claims, view, facts)) {
    if (ruling.action === 'none') continue;
    if (ruling.action === 'ask') {
      const wish = await askToChange(location.path, ruling, true);
      if (wish === undefined) continue;
      if (ruling.reasons.includes('domain-from-pom'))
        await services.connections.approve(ruling.claim.domain);
      const name = variableToSet(ruling);
      if (wish === 'terminals' && name !== undefined) {
        variables.push({ name, domain: ruling.claim.domain });
        continue;
      }
      agreed.set(agreement(ruling.claim), ruling);
    }
    chosen.push(ruling.claim);
  }
  return {
    state,
    claims: chosen,
    variables,
    allows: ruling => isAllowed(ruling, agreed.get(agreement(ruling.claim))),
    conflicts: claims.conflicts.map(conflict => conflictFailure(location.path, conflict)),
  };
}

/** A yes covers the reasons that were shown, for the server and domain that were shown. */
function isAllowed(ruling: Ruling, agreed: Question | undefined): boolean {
  if (ruling.action !== 'ask') return ruling.action !== 'none';
  return ruling.reasons.every(reason => agreed?.reasons.includes(reason));
}

function agreement({ id, domain }: Claim): string {
  return `${id}\n${domainKey(domain)}`;
}

/** Before anyone is asked about a domain that only a pom.xml names: does the connection list it? */
async function learnDomains(
  { connections }: PlanServices,
  claims: readonly Claim[],
  signal: AbortSignal,
): Promise<void> {
  const fromPoms = claims
    .filter(({ said }) => said.every(({ source }) => source === 'pom'))
    .map(({ domain }) => domain)
    .filter(domain => !connections.knows(domain));
  const unknown = new Map<string, Domain>(fromPoms.map(domain => [domain.region, domain]));
  await Promise.all([...unknown.values()].map(domain => connections.learn(domain, signal)));
}

function conflictFailure(
  file: string,
  { id, claims }: { readonly id: string; readonly claims: readonly Claim[] },
): Failure {
  const domains = claims.map(({ domain }) => domain.domain);
  const line = claims[0]?.said[0]?.line;
  return new Failure('server-conflict', id, {
    file,
    ...(line === undefined ? {} : { line }),
    reason: new Intl.ListFormat(vscode.env.language).format(domains),
  });
}
