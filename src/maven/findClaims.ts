import { domainKey, domainOf, type Domain } from '../core/coordinates';
import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../core/endpoint';
import { selectMirror } from './selectMirror';
import type { PomRepositoryRole, PomModel } from './parsePom';
import type { MirrorEntry, RepositoryEntry, MavenSettings } from './mavenSettings';

/** The place in a file that a claim comes from. */
export interface ClaimSource {
  readonly source: 'settings' | 'pom';
  readonly file: string;
  readonly line: number;
  /** The kind of element. */
  readonly role: 'mirror' | PomRepositoryRole;
  readonly endpoint: RepositoryEndpoint;
}

/** A server id whose credentials Maven sends to repositories of a CodeArtifact domain. */
export interface Claim {
  readonly id: string;
  readonly domain: Domain;
  readonly sources: readonly ClaimSource[];
  /**
   * Whether Maven looks up credentials by this id: false if a mirror with another id replaces every
   * repository that has it.
   */
  readonly isUsed: boolean;
}

/** An id that repositories of several domains share. Its server is never changed automatically. */
export interface ClaimConflict {
  readonly id: string;
  readonly claims: readonly Claim[];
}

/**
 * A problem for the doctor to report:
 * `mirrored-elsewhere`: the mirror `by` replaces the CodeArtifact repository `id` and does not point to
 * CodeArtifact · `sent-elsewhere`: a repository or mirror outside of CodeArtifact has the id of a
 * claim, so Maven would send the token to `url`.
 */
export interface ClaimProblem {
  readonly code: 'mirrored-elsewhere' | 'sent-elsewhere';
  readonly id: string;
  readonly by?: string;
  readonly url: string;
  readonly file: string;
  readonly line: number;
}

/** All claims, conflicts and problems, in the order of the files. */
export interface Claims {
  readonly claims: readonly Claim[];
  readonly conflicts: readonly ClaimConflict[];
  readonly problems: readonly ClaimProblem[];
}

/** The files to search, already parsed. */
export interface ClaimSearchInput {
  readonly settings?: { readonly file: string; readonly view: MavenSettings };
  readonly poms: readonly { readonly file: string; readonly view: PomModel }[];
  /** Endpoints outside of AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
}

/** A repository or mirror, and where it is defined. */
interface Mention extends Omit<ClaimSource, 'endpoint'> {
  readonly id: string;
  readonly url: string;
  readonly endpoint: RepositoryEndpoint | undefined;
  /** The mirror that replaces the repository. */
  readonly mirror?: MirrorEntry;
}

/**
 * Finds the server ids that belong to CodeArtifact domains. Maven looks up credentials by the id of the
 * repository, or of the mirror that replaces it (see `selectMirror`); mirrors do not apply to
 * deployments.
 */
export function findClaims(input: ClaimSearchInput): Claims {
  const mentions = [...findSettingsMentions(input), ...findPomMentions(input)];
  const byId = new Map<string, Claim[]>();
  for (const mention of mentions) addToClaims(byId, mention);
  const found = [...byId.entries()];
  const unambiguous = found.flatMap(([, claims]) => (claims.length === 1 ? claims : []));
  const conflicts = found.flatMap(([id, claims]) => (claims.length > 1 ? [{ id, claims }] : []));
  return { claims: unambiguous, conflicts, problems: [...findProblems(mentions, byId, input)] };
}

function* findSettingsMentions({ settings, approved }: ClaimSearchInput): Generator<Mention> {
  if (!settings) return;
  const { file, view } = settings;
  const toMention = (entry: RepositoryEntry | MirrorEntry) => ({
    source: 'settings' as const,
    file,
    line: entry.line,
    id: entry.id,
    url: entry.url,
    endpoint: mavenEndpoint(entry.url, approved),
  });
  for (const mirror of view.mirrors) yield { ...toMention(mirror), role: 'mirror' };
  for (const profile of view.profiles) {
    for (const it of profile.repositories)
      yield { ...toMention(it), role: 'repository', ...findMirror(view, it) };
    for (const it of profile.pluginRepositories)
      yield { ...toMention(it), role: 'plugin-repository', ...findMirror(view, it) };
  }
}

function* findPomMentions({ settings, poms, approved }: ClaimSearchInput): Generator<Mention> {
  for (const { file, view } of poms)
    for (const { role, id, url, line } of view.repositories) {
      const isDeployment = role === 'distribution' || role === 'snapshot-distribution';
      const mirror = isDeployment || !settings ? {} : findMirror(settings.view, { id, url });
      const endpoint = mavenEndpoint(url, approved);
      yield { source: 'pom', file, line, role, id, url, endpoint, ...mirror };
    }
}

function mavenEndpoint(url: string, approved: readonly ApprovedEndpoint[]) {
  const endpoint = parseRepositoryUrl(url, approved);
  return endpoint?.format === 'maven' ? endpoint : undefined;
}

function findMirror({ mirrors }: MavenSettings, repository: { id: string; url: string }) {
  const mirror = selectMirror(mirrors, repository);
  return mirror ? { mirror } : {};
}

function addToClaims(byId: Map<string, Claim[]>, mention: Mention): void {
  const { source, file, line, role, id, endpoint, mirror } = mention;
  if (!endpoint || id === '') return;
  const claimSource: ClaimSource = { source, file, line, role, endpoint };
  const isUsed = mirror === undefined || mirror.id === id;
  const domain = domainOf(endpoint);
  const claims = byId.get(id) ?? [];
  const index = claims.findIndex(it => domainKey(it.domain) === domainKey(domain));
  const existing = claims[index];
  if (!existing) claims.push({ id, domain, sources: [claimSource], isUsed });
  else
    claims[index] = {
      ...existing,
      sources: [...existing.sources, claimSource],
      isUsed: existing.isUsed || isUsed,
    };
  byId.set(id, claims);
}

function* findProblems(
  mentions: readonly Mention[],
  byId: ReadonlyMap<string, unknown>,
  { approved }: ClaimSearchInput,
): Generator<ClaimProblem> {
  for (const { id, url, file, line, endpoint, mirror } of mentions) {
    const location = { id, url, file, line };
    if (endpoint && mirror && !mavenEndpoint(mirror.url, approved))
      yield { code: 'mirrored-elsewhere', ...location, by: mirror.id };
    const isReplaced = mirror !== undefined && mirror.id !== id;
    if (!endpoint && byId.has(id) && !isReplaced && url !== '')
      yield { code: 'sent-elsewhere', ...location };
  }
}
