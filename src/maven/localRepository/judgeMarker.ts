import { parseJavaProperties, type PropertyEntry } from '../../shared/javaProperties';
import type { MarkerKind, OurRepositories } from './markers';

/** What a marker says, and what healing makes of it. */
export interface Judgement {
  /** The file without our failures; `removed` where nothing else is in it. */
  readonly healed: Uint8Array | 'removed';
  readonly failures: number;
  readonly message?: string;
  readonly refused: boolean;
  readonly forbidden: boolean;
  readonly notedAt?: number;
}

/** What kind of marker a file of this name can be. */
export function markerKind(name: string): MarkerKind | undefined {
  if (name === 'resolver-status.properties') return 'resolver-status';
  if (name === '_remote.repositories') return 'remote-repositories';
  return name.length > '.lastUpdated'.length && name.endsWith('.lastUpdated')
    ? 'last-updated'
    : undefined;
}

/**
 * Finds the failures of ours in a marker of Maven's resolver (`DefaultUpdateCheckManager`, the same
 * keys in Maven 3.8, 3.9 and 4). Undefined where there is nothing to heal, the artifact is there, or
 * Maven could not read it either. `siblings` are the files in its folder.
 */
export function judgeMarker(
  name: string,
  bytes: Uint8Array,
  siblings: ReadonlySet<string>,
  ours: OurRepositories,
): Judgement | undefined {
  const { entries, malformedLine } = parseJavaProperties(bytes);
  if (malformedLine !== undefined) return undefined;
  switch (markerKind(name)) {
    case 'last-updated':
      if (siblings.has(name.slice(0, -'.lastUpdated'.length))) return undefined;
      return judged(bytes, entries, artifactFailures(entries, ours));
    case 'resolver-status':
      return judged(bytes, entries, metadataFailures(entries, ours));
    case 'remote-repositories':
      return judged(bytes, entries, absentArtifacts(entries, siblings, ours));
    case undefined:
      return undefined;
  }
}

/** Lines of ours: those of one repository, metadata file or artifact are one failure. */
type Failures = ReadonlyMap<string, readonly PropertyEntry[]>;

function judged(
  bytes: Uint8Array,
  entries: readonly PropertyEntry[],
  failures: Failures,
): Judgement | undefined {
  if (failures.size === 0) return undefined;
  const wanted = new Set([...failures.values()].flat());
  const lines = entries.filter(it => wanted.has(it));
  const messages = lines.filter(it => it.key.endsWith('.error') && it.value !== '');
  const message = messages.at(-1)?.value;
  const times = lines
    .filter(({ key, value }) => key.endsWith('.lastUpdated') && /^\d{1,15}$/.test(value))
    .map(({ value }) => Number(value));
  return {
    healed: lines.length === entries.length ? 'removed' : without(bytes, lines),
    failures: failures.size,
    ...(message === undefined ? {} : { message: message.slice(0, 1000) }),
    ...(times.length > 0 && { notedAt: Math.max(...times) }),
    refused: messages.some(({ value }) => isRefusal(value)),
    forbidden: messages.some(({ value }) => isForbidden(value)),
  };
}

function without(bytes: Uint8Array, lines: readonly PropertyEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end } of lines) {
    parts.push(bytes.subarray(at, start));
    at = end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

/** The words of Maven's transports for 401 and 403. */
function isRefusal(message: string): boolean {
  return /\b(?:401|403)\b|authentication failed|authorization failed|not authorized/i.test(message);
}

/** The words for 403 alone: the token was good, but it may not do this. */
function isForbidden(message: string): boolean {
  return /\b403\b|authorization failed/i.test(message);
}

/** `URL/.error`, `URL/.lastUpdated` and `DIGEST@default-ID-URL/.lastUpdated`. */
function artifactFailures(entries: readonly PropertyEntry[], ours: OurRepositories): Failures {
  const failures = new Map<string, PropertyEntry[]>();
  for (const entry of entries) {
    const url = repositoryUrl(entry.key.replace(/\.(?:error|lastUpdated)$/, ''));
    if (url !== undefined && ours.isOurUrl(url)) append(failures, url, entry);
  }
  return failures;
}

/** `maven-metadata-ID.xml.error`, `….xml.lastUpdated` and `….xml/DIGEST@default-ID-URL/.lastUpdated`. */
function metadataFailures(entries: readonly PropertyEntry[], ours: OurRepositories): Failures {
  const found = new Map<string, PropertyEntry[]>();
  for (const entry of entries) {
    const name = /^(maven-metadata-.+?\.xml)(?=[./])/.exec(entry.key)?.[1];
    if (name !== undefined) append(found, name, entry);
  }
  const failures = new Map<string, PropertyEntry[]>();
  for (const [name, lines] of found) {
    const urls = lines.flatMap(({ key }) => repositoryUrl(key.slice(name.length)) ?? []);
    const id = name.slice('maven-metadata-'.length, -'.xml'.length);
    const isOurs = urls.length > 0 ? urls.every(it => ours.isOurUrl(it)) : ours.isOurId(id);
    // Without an error the line tells when a success was: the update policy needs it.
    if (isOurs && lines.some(({ key }) => key === `${name}.error`)) failures.set(name, lines);
  }
  return failures;
}

/** `FILE>ID`: the file came from this repository. */
function absentArtifacts(
  entries: readonly PropertyEntry[],
  siblings: ReadonlySet<string>,
  ours: OurRepositories,
): Failures {
  const failures = new Map<string, PropertyEntry[]>();
  for (const entry of entries) {
    const [, file, id] = /^(.+)>(.+)$/.exec(entry.key) ?? [];
    if (file === undefined || id === undefined || siblings.has(file) || !ours.isOurId(id)) continue;
    append(failures, entry.key, entry);
  }
  return failures;
}

/**
 * The URL in a key: the key is the URL itself, with those it stands for behind a `+`, or ends with
 * it, behind what tells credentials and proxies apart.
 */
function repositoryUrl(key: string): string | undefined {
  const bare = key.replace(/\.lastUpdated$/, '');
  const url = /^https?:\/\//i.test(bare) ? bare : /@.*?-(https?:\/\/.*)$/is.exec(bare)?.[1];
  return url?.split('/+', 1)[0]?.replace(/\/?$/, '/');
}

function append(map: Map<string, PropertyEntry[]>, key: string, entry: PropertyEntry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
