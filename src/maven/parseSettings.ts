import { isUtf8 } from 'node:buffer';
import { Failure } from '../core/failure';
import { readActivation } from './activation';
import { Secret } from '../core/secret';
import { settingsSchema } from './settingsSchema';
import type {
  MirrorEntry,
  PasswordState,
  ProfileEntry,
  RepositoryEntry,
  ServerEntry,
  MavenSettings,
  SettingsWarning,
} from './mavenSettings';
import { findChild, findChildren, type XmlElement } from './xml/xmlElement';
import { createLineFinder } from './xml/createLineFinder';
import { scanXml, type XmlScanResult } from './xml/scanXml';
import { createXmlSource, type XmlSource } from './xml/xmlSource';
import { readElementText } from './xml/readElementText';

/** Larger files are refused unread; settings files written by hand are far smaller. */
const maxSettingsBytes = 16 * 1024 * 1024;

/** A scanned settings.xml, for reading or editing. */
export interface SettingsDocument extends XmlScanResult {
  readonly source: XmlSource;
}

/** Decodes and scans a settings.xml. Throws `settings-refused`. */
export function parseSettingsDocument(bytes: Uint8Array): SettingsDocument {
  if (bytes.length > maxSettingsBytes)
    throw new Failure('settings-refused', 'settings.xml', {
      line: 1,
      column: 1,
      reason: 'the file is larger than 16 MiB',
    });
  const source = createXmlSource(bytes, 'settings.xml');
  return { source, ...scanXml(source, 'settings', settingsSchema) };
}

/**
 * Parses a settings.xml as Maven does. A file that is absent, blank or contains only a declaration and
 * comments parses as empty.
 * Throws `settings-refused` with line, column and reason for a file that Maven cannot read or that must
 * not be edited (a DTD, a prefixed root element, an unsupported encoding).
 */
export function parseSettings(bytes: Uint8Array | undefined): MavenSettings {
  return toMavenSettings(parseSettingsDocument(bytes ?? new Uint8Array()));
}

function toMavenSettings(document: SettingsDocument): MavenSettings {
  const { source, root } = document;
  const lineOf = createLineFinder(source);
  const readValue = (element: XmlElement | undefined, name: string): string | undefined => {
    const found = findChild(element, name);
    return found && readElementText(source, found);
  };
  const readEntry = (element: XmlElement) => ({
    id: readValue(element, 'id') ?? 'default',
    line: lineOf(element.start),
  });
  const readRepository = (element: XmlElement): RepositoryEntry => ({
    ...readEntry(element),
    url: readValue(element, 'url') ?? '',
  });
  const readServer = (element: XmlElement): ServerEntry => {
    const username = readValue(element, 'username');
    return {
      ...readEntry(element),
      ...(username === undefined ? {} : { username }),
      password: parsePassword(readValue(element, 'password')),
      hasPrivateKey: findChild(element, 'privateKey') !== undefined,
      aliases: findChildren(findChild(element, 'aliases'), 'alias').map(alias =>
        readElementText(source, alias),
      ),
    };
  };
  const readRepositories = (element: XmlElement | undefined) => ({
    repositories: findChildren(findChild(element, 'repositories'), 'repository').map(
      readRepository,
    ),
    pluginRepositories: findChildren(
      findChild(element, 'pluginRepositories'),
      'pluginRepository',
    ).map(readRepository),
  });
  const readProfile = (element: XmlElement): ProfileEntry => ({
    ...readEntry(element),
    activation: readActivation(element, readValue),
    properties: new Map(
      findChild(element, 'properties')?.children.map(property => [
        property.name,
        readElementText(source, property),
      ]),
    ),
    ...readRepositories(element),
  });
  const serverElements = findChildren(findChild(root, 'servers'), 'server');
  const servers = serverElements.map(readServer);
  const localRepository = readValue(root, 'localRepository');
  return {
    servers,
    mirrors: readMirrors(document, lineOf),
    ...readRepositories(root),
    profiles: findChildren(findChild(root, 'profiles'), 'profile').map(readProfile),
    activeProfiles: findChildren(findChild(root, 'activeProfiles'), 'activeProfile').map(profile =>
      readElementText(source, profile),
    ),
    ...(localRepository ? { localRepository } : {}),
    offline: readValue(root, 'offline') === 'true',
    encoding: source.encoding.name,
    warnings: [...findWarnings(document, lineOf), ...findServerWarnings(serverElements, servers)],
  };
}

/** Reads only the mirrors. Lines are 0 without `lineOf`. */
export function readMirrors(
  { source, root }: SettingsDocument,
  lineOf: (offset: number) => number = () => 0,
): readonly MirrorEntry[] {
  return findChildren(findChild(root, 'mirrors'), 'mirror').map(element => {
    const readValue = (name: string): string | undefined => {
      const found = findChild(element, name);
      return found && readElementText(source, found);
    };
    return {
      id: readValue('id') ?? 'default',
      url: readValue('url') ?? '',
      mirrorOf: readValue('mirrorOf') ?? '',
      blocked: readValue('blocked') === 'true',
      line: lineOf(element.start),
    };
  });
}

function parsePassword(text: string | undefined): PasswordState {
  if (text === undefined) return { kind: 'none' };
  if (text === '') return { kind: 'empty' };
  const variable = text.indexOf('${');
  const end = variable === -1 ? -1 : text.indexOf('}', variable);
  if (end !== -1) return { kind: 'variable', name: text.slice(variable + 2, end) };
  if (isEncrypted(text)) return { kind: 'encrypted' };
  return { kind: 'literal', value: new Secret(text) };
}

/**
 * Whether the text contains non-empty braces. Maven (plexus-cipher) treats text around them as a
 * comment, and a backslash escapes a brace.
 */
export function isEncrypted(text: string): boolean {
  let open = text.indexOf('{');
  while (open > 0 && text[open - 1] === '\\') open = text.indexOf('{', open + 1);
  let close = text.lastIndexOf('}');
  while (close > 0 && text[close - 1] === '\\') close = text.lastIndexOf('}', close - 1);
  return open !== -1 && close > open + 1;
}

function* findWarnings(
  { source, warnings: scanWarnings }: SettingsDocument,
  lineOf: (offset: number) => number,
): Generator<SettingsWarning> {
  for (const { code, subject, offset } of scanWarnings)
    yield { code, subject, line: lineOf(offset) };
  if (source.encoding.name === 'utf-8' && !isUtf8(source.bytes))
    yield { code: 'invalid-bytes', subject: 'utf-8', line: lineOf(findInvalidUtf8(source)) };
  const template = source.text.search(/\{\{|\{%/);
  if (template !== -1) yield { code: 'template', subject: 'template', line: lineOf(template) };
}

function findInvalidUtf8({ bytes, encoding }: XmlSource): number {
  let low = 0;
  let high = bytes.length;
  // Binary search for the longest valid prefix; a character that is cut off at its end is valid.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isValidPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low - encoding.bomBytes);
}

function isValidPrefix(bytes: Uint8Array): boolean {
  return [0, 1, 2, 3].some(
    cutBytes => cutBytes <= bytes.length && isUtf8(bytes.subarray(0, bytes.length - cutBytes)),
  );
}

function* findServerWarnings(
  elements: readonly XmlElement[],
  servers: readonly ServerEntry[],
): Generator<SettingsWarning> {
  const seen = new Set<string>();
  for (const [index, { id, line }] of servers.entries()) {
    if (id === '' || !findChild(elements[index], 'id'))
      yield { code: 'server-without-id', subject: id, line };
    else if (seen.has(id)) yield { code: 'duplicate-server', subject: id, line };
    seen.add(id);
  }
}
