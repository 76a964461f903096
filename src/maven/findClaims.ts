import { domainKey, domainOf, type Domain } from '../core/coordinates';
import {
  parseRepositoryUrl,
  type ApprovedEndpoint,
  type RepositoryEndpoint,
} from '../core/endpoint';
import { mirrorFor } from './mirrors';
import type { PomRepositoryRole, PomView } from './readPom';
import type { MirrorEntry, RepositoryEntry, SettingsView } from './settingsView';

/** Where a claim was said. */
export interface Said {
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
  readonly said: readonly Said[];
  /**
   * Whether Maven looks this id up at all: false where each repository that names it is
   * replaced by a mirror with another id.
   */
  readonly used: boolean;
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
export interface ClaimSources {
  readonly settings?: { readonly file: string; readonly view: SettingsView };
  readonly poms: readonly { readonly file: string; readonly view: PomView }[];
  /** Endpoints outside of AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
}

/** Something with an id and a URL, and who said it. */
interface Mention extends Omit<Said, 'endpoint'> {
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
export function findClaims(sources: ClaimSources): Claims {
  const mentions = [...settingsMentions(sources), ...pomMentions(sources)];
  const byId = new Map<string, Claim[]>();
  for (const mention of mentions) addClaim(byId, mention);
  const found = [...byId.entries()];
  const alone = found.flatMap(([, claims]) => (claims.length === 1 ? claims : []));
  const conflicts = found.flatMap(([id, claims]) => (claims.length > 1 ? [{ id, claims }] : []));
  return { claims: alone, conflicts, problems: [...problems(mentions, byId, sources)] };
}

function* settingsMentions({ settings, approved }: ClaimSources): Generator<Mention> {
  if (!settings) return;
  const { file, view } = settings;
  const at = (entry: RepositoryEntry | MirrorEntry) => ({
    source: 'settings' as const,
    file,
    line: entry.line,
    id: entry.id,
    url: entry.url,
    endpoint: mavenEndpoint(entry.url, approved),
  });
  for (const mirror of view.mirrors) yield { ...at(mirror), role: 'mirror' };
  for (const profile of view.profiles) {
    for (const it of profile.repositories)
      yield { ...at(it), role: 'repository', ...mirrored(view, it) };
    for (const it of profile.pluginRepositories)
      yield { ...at(it), role: 'plugin-repository', ...mirrored(view, it) };
  }
}

function* pomMentions({ settings, poms, approved }: ClaimSources): Generator<Mention> {
  for (const { file, view } of poms)
    for (const { role, id, url, line } of view.repositories) {
      const deployed = role === 'distribution' || role === 'snapshot-distribution';
      const mirror = deployed || !settings ? {} : mirrored(settings.view, { id, url });
      const endpoint = mavenEndpoint(url, approved);
      yield { source: 'pom', file, line, role, id, url, endpoint, ...mirror };
    }
}

function mavenEndpoint(url: string, approved: readonly ApprovedEndpoint[]) {
  const endpoint = parseRepositoryUrl(url, approved);
  return endpoint?.format === 'maven' ? endpoint : undefined;
}

function mirrored({ mirrors }: SettingsView, repository: { id: string; url: string }) {
  const mirror = mirrorFor(mirrors, repository);
  return mirror ? { mirror } : {};
}

function addClaim(byId: Map<string, Claim[]>, mention: Mention): void {
  const { source, file, line, role, id, endpoint, mirror } = mention;
  if (!endpoint || id === '') return;
  const said: Said = { source, file, line, role, endpoint };
  const used = mirror === undefined || mirror.id === id;
  const domain = domainOf(endpoint);
  const claims = byId.get(id) ?? [];
  const index = claims.findIndex(it => domainKey(it.domain) === domainKey(domain));
  const known = claims[index];
  if (!known) claims.push({ id, domain, said: [said], used });
  else claims[index] = { ...known, said: [...known.said, said], used: known.used || used };
  byId.set(id, claims);
}

function* problems(
  mentions: readonly Mention[],
  byId: ReadonlyMap<string, unknown>,
  { approved }: ClaimSources,
): Generator<ClaimProblem> {
  for (const { id, url, file, line, endpoint, mirror } of mentions) {
    const where = { id, url, file, line };
    if (endpoint && mirror && !mavenEndpoint(mirror.url, approved))
      yield { code: 'mirrored-elsewhere', ...where, by: mirror.id };
    const replaced = mirror !== undefined && mirror.id !== id;
    if (!endpoint && byId.has(id) && !replaced && url !== '')
      yield { code: 'sent-elsewhere', ...where };
  }
}
