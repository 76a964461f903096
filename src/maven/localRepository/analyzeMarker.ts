import { parseJavaProperties, type PropertyEntry } from '../../shared/javaProperties';
import { findRejectionStatus, type RejectionStatus } from '../findRejectionStatus';
import type { MarkerKind, RepositoryMatcher } from './failureMarker';

/** The failures in a marker, and its content without them. See `FailureMarker`. */
export interface MarkerAnalysis {
  /** The content without the failures of CodeArtifact; `removed` if nothing else is in it. */
  readonly clearedContent: Uint8Array | 'removed';
  readonly failures: number;
  readonly message?: string;
  readonly refused: boolean;
  readonly forbidden: boolean;
  readonly notedAt?: number;
}

/** The kind of marker that a file with this name is, or undefined. */
export function parseMarkerKind(name: string): MarkerKind | undefined {
  if (name === 'resolver-status.properties') return 'resolver-status';
  if (name === '_remote.repositories') return 'remote-repositories';
  return name.length > '.lastUpdated'.length && name.endsWith('.lastUpdated')
    ? 'last-updated'
    : undefined;
}

/**
 * Finds the failures of CodeArtifact in a marker that Maven's resolver (`DefaultUpdateCheckManager`)
 * wrote; the keys are the same in Maven 3.8, 3.9 and 4. Returns undefined if there is nothing to clear,
 * the artifact is there, or Maven cannot read the marker. `siblings` are the names of the files in its
 * folder.
 */
export function analyzeMarker(
  name: string,
  bytes: Uint8Array,
  siblings: ReadonlySet<string>,
  matcher: RepositoryMatcher,
): MarkerAnalysis | undefined {
  const { entries, malformedLine } = parseJavaProperties(bytes);
  if (malformedLine !== undefined) return undefined;
  switch (parseMarkerKind(name)) {
    case 'last-updated':
      if (siblings.has(name.slice(0, -'.lastUpdated'.length))) return undefined;
      return createAnalysis(bytes, entries, findArtifactFailures(entries, matcher));
    case 'resolver-status':
      return createAnalysis(bytes, entries, findMetadataFailures(entries, matcher));
    case 'remote-repositories':
      return createAnalysis(bytes, entries, findAbsentArtifacts(entries, siblings, matcher));
    case undefined:
      return undefined;
  }
}

/** The lines of each failure: those of one repository, metadata file or artifact. */
type Failures = ReadonlyMap<string, readonly PropertyEntry[]>;

function createAnalysis(
  bytes: Uint8Array,
  entries: readonly PropertyEntry[],
  failures: Failures,
): MarkerAnalysis | undefined {
  if (failures.size === 0) return undefined;
  const failureEntries = new Set([...failures.values()].flat());
  const lines = entries.filter(it => failureEntries.has(it));
  const messages = lines.filter(it => it.key.endsWith('.error') && it.value !== '');
  const message = messages.at(-1)?.value;
  const statuses = messages.map(({ value }) => messageStatus(value));
  const times = lines
    .filter(({ key, value }) => key.endsWith('.lastUpdated') && /^\d{1,15}$/.test(value))
    .map(({ value }) => Number(value));
  return {
    clearedContent: lines.length === entries.length ? 'removed' : removeLines(bytes, lines),
    failures: failures.size,
    ...(message === undefined ? {} : { message: message.slice(0, 1000) }),
    ...(times.length > 0 && { notedAt: Math.max(...times) }),
    refused: statuses.some(status => status === 401 || status === 403),
    forbidden: statuses.includes(403),
  };
}

function removeLines(bytes: Uint8Array, lines: readonly PropertyEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end } of lines) {
    parts.push(bytes.subarray(at, start));
    at = end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

/** The status of the failure in a message of Maven's transports. */
function messageStatus(message: string): RejectionStatus | undefined {
  return findRejectionStatus(message.replace(/\bhttps?:\/\/[^\s"'<>()[\]{}]+/gi, ' '));
}

/** `URL/.error`, `URL/.lastUpdated` and `DIGEST@default-ID-URL/.lastUpdated`. */
function findArtifactFailures(
  entries: readonly PropertyEntry[],
  matcher: RepositoryMatcher,
): Failures {
  const failures = new Map<string, PropertyEntry[]>();
  for (const entry of entries) {
    const url = parseRepositoryKey(entry.key.replace(/\.(?:error|lastUpdated)$/, ''));
    if (url !== undefined && matcher.matchesUrl(url)) appendEntry(failures, url, entry);
  }
  return failures;
}

/** `maven-metadata-ID.xml.error`, `….xml.lastUpdated` and `….xml/DIGEST@default-ID-URL/.lastUpdated`. */
function findMetadataFailures(
  entries: readonly PropertyEntry[],
  matcher: RepositoryMatcher,
): Failures {
  const entriesByName = new Map<string, PropertyEntry[]>();
  for (const entry of entries) {
    const name = /^(maven-metadata-.+?\.xml)(?=[./])/.exec(entry.key)?.[1];
    if (name !== undefined) appendEntry(entriesByName, name, entry);
  }
  const failures = new Map<string, PropertyEntry[]>();
  for (const [name, lines] of entriesByName) {
    const urls = lines.flatMap(({ key }) => parseRepositoryKey(key.slice(name.length)) ?? []);
    const id = name.slice('maven-metadata-'.length, -'.xml'.length);
    const isOurs =
      urls.length > 0 ? urls.every(it => matcher.matchesUrl(it)) : matcher.matchesId(id);
    // Without an error, the line records the last success, which the update policy needs.
    if (isOurs && lines.some(({ key }) => key === `${name}.error`)) failures.set(name, lines);
  }
  return failures;
}

/** `FILE>ID`: the file was downloaded from this repository. */
function findAbsentArtifacts(
  entries: readonly PropertyEntry[],
  siblings: ReadonlySet<string>,
  matcher: RepositoryMatcher,
): Failures {
  const failures = new Map<string, PropertyEntry[]>();
  for (const entry of entries) {
    const [, file, id] = /^(.+)>(.+)$/.exec(entry.key) ?? [];
    if (file === undefined || id === undefined || siblings.has(file) || !matcher.matchesId(id))
      continue;
    appendEntry(failures, entry.key, entry);
  }
  return failures;
}

/**
 * The URL in a key. The key is either the URL itself, followed by `+` and the URLs that it mirrors, or
 * ends with the URL after a digest of credentials and proxy.
 */
function parseRepositoryKey(key: string): string | undefined {
  const bare = key.replace(/\.lastUpdated$/, '');
  const url = /^https?:\/\//i.test(bare) ? bare : /@.*?-(https?:\/\/.*)$/is.exec(bare)?.[1];
  return url?.split('/+', 1)[0]?.replace(/\/?$/, '/');
}

function appendEntry(map: Map<string, PropertyEntry[]>, key: string, entry: PropertyEntry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
