import { domainKey, type Domain } from '../core/coordinates';
import type { ApprovedEndpoint, RepositoryEndpoint } from '../core/endpoint';
import { classifyUrl, type UrlKind } from './classifyUrl';
import {
  createEffectiveSettings,
  type EffectiveSettings,
  type SettingsFile,
} from './effectiveSettings';
import { hasExpression } from './expressions/interpolate';
import { createInvocations, type MavenInvocation } from './mavenInvocation';
import type { MavenSettings, MirrorEntry } from './mavenSettings';
import type { PomRepositoryRole } from './parsePom';
import type { PomFile } from './pomLineage';
import { listAlternativeDeployments, resolvePomRepositories } from './resolvePomRepositories';
import { parseUserProperties } from './options/parseUserProperties';
import { selectMirror } from './selectMirror';

/** The place in a file that a claim comes from. */
export interface ClaimSource {
  /** `project-settings` and `pom` belong to the workspace. */
  readonly source: 'settings' | 'project-settings' | 'pom';
  readonly file: string;
  readonly line: number;
  /** The kind of element. */
  readonly role: 'mirror' | PomRepositoryRole;
  /** Absent if only the domain is known, because the repository is an expression. */
  readonly endpoint?: RepositoryEndpoint;
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
  /** The ids of all repositories and mirrors, also outside of CodeArtifact. May contain unknown expressions. */
  readonly usedIds: readonly string[];
}

/** The files to search, already parsed. */
export interface ClaimSearchInput {
  /** The user's settings.xml. */
  readonly settings?: { readonly file: string; readonly view: MavenSettings };
  /** Global and project settings, the dominant ones first. */
  readonly otherSettings?: readonly SettingsFile[];
  readonly poms: readonly PomFile[];
  /** Endpoints outside of AWS that count as CodeArtifact. */
  readonly approved: readonly ApprovedEndpoint[];
  /** How the tools run Maven, which decides about expressions. */
  readonly invocations?: readonly MavenInvocation[];
}

/** A repository or mirror, and where it is defined. */
interface Mention extends Omit<ClaimSource, 'endpoint'> {
  readonly id: string;
  readonly url: string;
  readonly target: UrlKind;
  /** The mirror that replaces the repository. */
  readonly mirror?: MirrorEntry;
}

/**
 * Finds the server ids that belong to CodeArtifact domains. Maven looks up credentials by the id of the
 * repository, or of the mirror that replaces it (see `selectMirror`); mirrors do not apply to
 * deployments. A URL with an expression whose value is not known is neither a claim nor a problem.
 */
export function findClaims(input: ClaimSearchInput): Claims {
  const mentions = distinctMentions(
    (input.invocations ?? [withoutEnvironment()]).flatMap(it => findMentions(input, it)),
  );
  const byId = new Map<string, Claim[]>();
  for (const mention of mentions) addToClaims(byId, mention);
  const found = [...byId.entries()];
  const unambiguous = found.flatMap(([, claims]) => (claims.length === 1 ? claims : []));
  const conflicts = found.flatMap(([id, claims]) => (claims.length > 1 ? [{ id, claims }] : []));
  return {
    claims: unambiguous,
    conflicts,
    problems: [...findProblems(mentions, byId, input)],
    usedIds: [...new Set(mentions.map(({ id }) => id))],
  };
}

function withoutEnvironment(): MavenInvocation {
  const base = { accountHome: '', env: {}, platform: 'linux', workspaceFolders: [] } as const;
  return createInvocations(base).terminal;
}

function findMentions(input: ClaimSearchInput, invocation: MavenInvocation): readonly Mention[] {
  const { settings: user, otherSettings = [], poms, approved } = input;
  const files: readonly SettingsFile[] = [
    ...(user ? [{ ...user, source: 'settings' as const }] : []),
    ...otherSettings,
  ];
  const settings = createEffectiveSettings(files, invocation);
  const classify = <T extends { readonly url: string }>(it: T) => ({
    ...it,
    target: classifyUrl(it.url, approved),
  });
  const alternatives = settings.profiles.flatMap(({ entry }, index) =>
    listAlternativeDeployments(entry.properties, settings.lookup(index)).map(it => ({
      ...it,
      file: entry.file,
      line: entry.line,
      source: entry.source,
    })),
  );
  const options = invocation.options.flatMap(({ source, words, fromWorkspace }) => {
    const inSource = listAlternativeDeployments(parseUserProperties(words), settings.lookup());
    return inSource.map(it => ({
      ...it,
      file: source,
      line: 1,
      source: fromWorkspace ? ('pom' as const) : ('settings' as const),
    }));
  });
  const inPoms = poms.flatMap(pom => resolvePomRepositories(pom, poms, settings, invocation));
  return [
    ...settings.mirrors.map(mirror => ({ ...classify(mirror), role: 'mirror' as const })),
    ...settings.repositories.map(it => ({ ...classify(it), ...findMirror(settings, it) })),
    ...[...alternatives, ...options].map(classify),
    ...inPoms.map(it => ({
      ...classify(it),
      source: 'pom' as const,
      ...(isDeployment(it.role) ? {} : findMirror(settings, it)),
    })),
  ];
}

function isDeployment(role: PomRepositoryRole): boolean {
  return role !== 'repository' && role !== 'plugin-repository';
}

/** Several invocations and several children of a parent mention the same repository. */
function distinctMentions(mentions: readonly Mention[]): readonly Mention[] {
  const byKey = new Map(
    mentions.map(mention => {
      const { file, line, role, id, url, mirror } = mention;
      return [JSON.stringify([file, line, role, id, url, mirror?.id, mirror?.url]), mention];
    }),
  );
  return [...byKey.values()];
}

function findMirror({ mirrors }: EffectiveSettings, repository: { id: string; url: string }) {
  const mirror = selectMirror(mirrors, repository);
  return mirror ? { mirror } : {};
}

function addToClaims(byId: Map<string, Claim[]>, mention: Mention): void {
  const { source, file, line, role, id, target, mirror } = mention;
  if (!('domain' in target) || id === '' || hasExpression(id)) return;
  const { domain } = target;
  const endpoint = target.kind === 'repository' ? target.endpoint : undefined;
  const claimSource: ClaimSource = { source, file, line, role, ...(endpoint && { endpoint }) };
  const isUsed = mirror === undefined || mirror.id === id;
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
  for (const { id, url, file, line, target, mirror } of mentions) {
    const location = { id, url, file, line };
    const isOurs = target.kind === 'repository' || target.kind === 'domain';
    if (isOurs && mirror && classifyUrl(mirror.url, approved).kind === 'elsewhere')
      yield { code: 'mirrored-elsewhere', ...location, by: mirror.id };
    const isReplaced = mirror !== undefined && mirror.id !== id;
    if (target.kind === 'elsewhere' && byId.has(id) && !isReplaced && url !== '')
      yield { code: 'sent-elsewhere', ...location };
  }
}
