import { domainKey, domainOf, type Domain } from '../core/coordinates';
import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../core/endpoint';
import { selectMirror } from './selectMirror';
import type { PomRepositoryRole, PomModel } from './parsePom';
import type { MirrorEntry, RepositoryEntry, MavenSettings } from './mavenSettings';

/** Where a claim was said. */
export interface ClaimSource {
  readonly source: 'settings' | 'pom';
  readonly file: string;
  readonly line: number;
  /** What said it. */
  readonly role: 'mirror' | PomRepositoryRole;
  readonly endpoint: RepositoryEndpoint;
}

/** A server id whose credentials Maven sends to repositories of a CodeArtifact domain. */
export interface Claim {
  readonly id: string;
  readonly domain: Domain;
  readonly sources: readonly ClaimSource[];
  /**
   * Whether Maven looks this id up at all: false where each repository that names it is
   * replaced by a mirror with another id.
   */
  readonly isUsed: boolean;
}

/** An id that several domains claim. Its server is never changed by itself. */
export interface ClaimConflict {
  readonly id: string;
  readonly claims: readonly Claim[];
}

/**
 * What the doctor should tell:
 * `mirrored-elsewhere`: the CodeArtifact repository `id` is replaced by the mirror `by`, which does
 * not point to CodeArtifact · `sent-elsewhere`: a repository or mirror that is not CodeArtifact's
 * has an id that is claimed for CodeArtifact, so Maven would send the token to `url`.
 */
export interface ClaimProblem {
  readonly code: 'mirrored-elsewhere' | 'sent-elsewhere';
  readonly id: string;
  readonly by?: string;
  readonly url: string;
  readonly file: string;
  readonly line: number;
}

/** Everything found, in the order of the files. */
export interface Claims {
  readonly claims: readonly Claim[];
  readonly conflicts: readonly ClaimConflict[];
  readonly problems: readonly ClaimProblem[];
}

/** What to look through. */
export interface ClaimSearchInput {
  readonly settings?: { readonly file: string; readonly view: MavenSettings };
  readonly poms: readonly { readonly file: string; readonly view: PomModel }[];
  /** Endpoints outside of AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
}

/** Something with an id and a URL, and who said it. */
interface Mention extends Omit<ClaimSource, 'endpoint'> {
  readonly id: string;
  readonly url: string;
  readonly endpoint: RepositoryEndpoint | undefined;
  /** The mirror that replaces it. */
  readonly mirror?: MirrorEntry;
}

/**
 * Finds which server ids belong to which CodeArtifact domain. Credentials go by the id of the
 * repository, or of the mirror that replaces it (Maven's `DefaultMirrorSelector`); deployments are
 * not mirrored.
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
