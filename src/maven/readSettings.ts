import { isUtf8 } from 'node:buffer';
import { Failure } from '../core/failure';
import { Secret } from '../core/secret';
import { settingsShape } from './settingsShape';
import type {
  MirrorEntry,
  PasswordState,
  ProfileEntry,
  RepositoryEntry,
  ServerEntry,
  SettingsView,
  SettingsWarning,
} from './settingsView';
import { child, childrenOf, type XmlElement } from './xml/element';
import { lineFinder } from './xml/lines';
import { scan, type Scan } from './xml/scan';
import { openSource, type XmlSource } from './xml/source';
import { textOf } from './xml/text';

/** Nobody writes a larger one by hand. */
const largestBytes = 16 * 1024 * 1024;

/** A settings.xml as opened for reading or editing. */
export interface OpenSettings extends Scan {
  readonly source: XmlSource;
}

/** Opens and scans a settings.xml. Throws `settings-refused`. */
export function openSettings(bytes: Uint8Array): OpenSettings {
  if (bytes.length > largestBytes)
    throw new Failure('settings-refused', 'settings.xml', {
      line: 1,
      column: 1,
      reason: 'the file is larger than 16 MiB',
    });
  const source = openSource(bytes, 'settings.xml');
  return { source, ...scan(source, 'settings', settingsShape) };
}

/**
 * Reads a settings.xml as Maven does. An absent, empty or blank file, or one with nothing but a
 * declaration and comments, reads as empty.
 * Throws `settings-refused` with line, column and reason for what Maven cannot read or what we must
 * not touch (a DTD, a prefixed root, an encoding that we do not know).
 */
export function readSettings(bytes: Uint8Array | undefined): SettingsView {
  return viewOf(openSettings(bytes ?? new Uint8Array()));
}

/** What an opened settings.xml says. */
function viewOf(open: OpenSettings): SettingsView {
  const { source, root } = open;
  const lineOf = lineFinder(source);
  const value = (element: XmlElement | undefined, name: string): string | undefined => {
    const found = child(element, name);
    return found && textOf(source, found);
  };
  const entry = (element: XmlElement) => ({
    id: value(element, 'id') ?? 'default',
    line: lineOf(element.start),
  });
  const repository = (element: XmlElement): RepositoryEntry => ({
    ...entry(element),
    url: value(element, 'url') ?? '',
  });
  const server = (element: XmlElement): ServerEntry => {
    const username = value(element, 'username');
    return {
      ...entry(element),
      ...(username === undefined ? {} : { username }),
      password: passwordState(value(element, 'password')),
      privateKey: child(element, 'privateKey') !== undefined,
      aliases: childrenOf(child(element, 'aliases'), 'alias').map(it => textOf(source, it)),
    };
  };
  const profile = (element: XmlElement): ProfileEntry => ({
    ...entry(element),
    activeByDefault: value(child(element, 'activation'), 'activeByDefault') === 'true',
    repositories: childrenOf(child(element, 'repositories'), 'repository').map(repository),
    pluginRepositories: childrenOf(child(element, 'pluginRepositories'), 'pluginRepository').map(
      repository,
    ),
  });
  const serverElements = childrenOf(child(root, 'servers'), 'server');
  const servers = serverElements.map(server);
  const localRepository = value(root, 'localRepository');
  return {
    servers,
    mirrors: mirrorsOf(open, lineOf),
    profiles: childrenOf(child(root, 'profiles'), 'profile').map(profile),
    activeProfiles: childrenOf(child(root, 'activeProfiles'), 'activeProfile').map(it =>
      textOf(source, it),
    ),
    ...(localRepository ? { localRepository } : {}),
    offline: value(root, 'offline') === 'true',
    encoding: source.encoding.name,
    warnings: [...warnings(open, lineOf), ...serverWarnings(serverElements, servers)],
  };
}

/** The mirrors alone, without the cost of the whole view. */
export function mirrorsOf(
  { source, root }: OpenSettings,
  lineOf: (offset: number) => number = () => 0,
): readonly MirrorEntry[] {
  return childrenOf(child(root, 'mirrors'), 'mirror').map(element => {
    const value = (name: string): string | undefined => {
      const found = child(element, name);
      return found && textOf(source, found);
    };
    return {
      id: value('id') ?? 'default',
      url: value('url') ?? '',
      mirrorOf: value('mirrorOf') ?? '',
      blocked: value('blocked') === 'true',
      line: lineOf(element.start),
    };
  });
}

function passwordState(text: string | undefined): PasswordState {
  if (text === undefined) return { kind: 'none' };
  if (text === '') return { kind: 'empty' };
  const variable = text.indexOf('${');
  const end = variable === -1 ? -1 : text.indexOf('}', variable);
  if (end !== -1) return { kind: 'variable', name: text.slice(variable + 2, end) };
  if (isEncrypted(text)) return { kind: 'encrypted' };
  return { kind: 'literal', value: new Secret(text) };
}

/**
 * Whether there are braces with something in them. Maven takes text around them for a comment
 * (plexus-cipher), and a backslash before a brace takes its meaning.
 */
function isEncrypted(text: string): boolean {
  let open = text.indexOf('{');
  while (open > 0 && text[open - 1] === '\\') open = text.indexOf('{', open + 1);
  let close = text.lastIndexOf('}');
  while (close > 0 && text[close - 1] === '\\') close = text.lastIndexOf('}', close - 1);
  return open !== -1 && close > open + 1;
}

function* warnings(
  { source, remarks }: OpenSettings,
  lineOf: (offset: number) => number,
): Generator<SettingsWarning> {
  for (const { code, subject, offset } of remarks) yield { code, subject, line: lineOf(offset) };
  if (source.encoding.name === 'utf-8' && !isUtf8(source.bytes))
    yield { code: 'invalid-bytes', subject: 'utf-8', line: lineOf(invalidUtf8(source)) };
  const template = source.text.search(/\{\{|\{%/);
  if (template !== -1) yield { code: 'template', subject: 'template', line: lineOf(template) };
}

function invalidUtf8({ bytes, encoding }: XmlSource): number {
  let low = 0;
  let high = bytes.length;
  // The longest valid start; a character cut at its end counts as valid.
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (validStart(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low - encoding.markBytes);
}

function validStart(bytes: Uint8Array): boolean {
  return [0, 1, 2, 3].some(
    cut => cut <= bytes.length && isUtf8(bytes.subarray(0, bytes.length - cut)),
  );
}

function* serverWarnings(
  elements: readonly XmlElement[],
  servers: readonly ServerEntry[],
): Generator<SettingsWarning> {
  const seen = new Set<string>();
  for (const [index, { id, line }] of servers.entries()) {
    if (id === '' || !child(elements[index], 'id'))
      yield { code: 'server-without-id', subject: id, line };
    else if (seen.has(id)) yield { code: 'duplicate-server', subject: id, line };
    seen.add(id);
  }
}
