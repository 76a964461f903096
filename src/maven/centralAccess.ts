import { Secret } from '../core/secret';
import type { MirrorEntry } from './mavenSettings';
import {
  isEncrypted,
  parseSettingsDocument,
  readMirrors,
  type SettingsDocument,
} from './parseSettings';
import { selectMirror } from './selectMirror';
import { readElementText } from './xml/readElementText';
import { findChild, findChildren, type XmlElement } from './xml/xmlElement';

/** Maven Central, as Maven's super POM names it. */
export const mavenCentral = { id: 'central', url: 'https://repo.maven.apache.org/maven2' } as const;

/** A user name and password in settings.xml; `encrypted` when the password is encrypted. */
export type MavenCredentials =
  { readonly username: string; readonly password: Secret } | 'encrypted';

/** A `<proxy>`, which speaks HTTP whatever the protocol of the requests through it. */
export interface MavenProxy {
  readonly host: string;
  readonly port: number;
  readonly credentials?: MavenCredentials;
}

/** How Maven reaches what it uses for Maven Central. */
export interface CentralAccess {
  readonly url: string;
  /** The mirror that replaces Maven Central, if there is one. */
  readonly mirror?: Pick<MirrorEntry, 'id' | 'blocked'>;
  /** The credentials of the `<server>` with the mirror's ID. */
  readonly credentials?: MavenCredentials;
  readonly proxy?: MavenProxy;
}

/** What decides about the access to Maven Central. Nothing is read from the machine. */
export interface CentralAccessInput {
  /** The content of the user's and the global settings.xml; `undefined` for one that does not exist. */
  readonly settings: readonly (Uint8Array | undefined)[];
  /** The variables for `${env.NAME}`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a mirror does not count. */
  readonly ignoresMirror?: (url: string) => boolean;
}

/**
 * Finds out how Maven reaches Maven Central, from the mirrors, servers and proxies in the settings:
 * entries of the user's file win over those with the same ID in the global one. Throws
 * `settings-refused`.
 */
export function findCentralAccess({
  settings,
  env,
  ignoresMirror = () => false,
}: CentralAccessInput): CentralAccess {
  const documents = settings.map(bytes => parseSettingsDocument(bytes ?? new Uint8Array()));
  const interpolate = (text: string) =>
    text.replace(/\$\{env\.([^}]+)\}/g, (whole, name: string) => env[name] ?? whole);
  const mirrors = mergeById(documents.map(document => readMirrors(document)))
    .map(mirror => ({ ...mirror, url: interpolate(mirror.url).trim() }))
    .filter(({ url }) => !ignoresMirror(url));
  const mirror = selectMirror(mirrors, mavenCentral);
  const entries = documents.map(document => createReader(document, interpolate));
  const servers = mergeById(entries.map(({ servers: all }) => all));
  const server = mirror && servers.find(({ ids }) => ids.includes(mirror.id));
  const url = mirror?.url ?? mavenCentral.url;
  const proxies = mergeById(entries.map(({ proxies: all }) => all));
  const proxy = selectProxy(proxies, url);
  return {
    url,
    ...(mirror && { mirror: { id: mirror.id, blocked: mirror.blocked } }),
    ...(server?.credentials && { credentials: server.credentials }),
    ...(proxy && { proxy }),
  };
}

interface ServerCredentials {
  readonly id: string;
  /** The ID and Maven 4's aliases. */
  readonly ids: readonly string[];
  readonly credentials: MavenCredentials | undefined;
}

interface ProxyEntry extends MavenProxy {
  readonly id: string;
  readonly active: boolean;
  readonly protocol: string;
  readonly nonProxyHosts: string;
}

function createReader({ source, root }: SettingsDocument, interpolate: (text: string) => string) {
  const readValue = (element: XmlElement, name: string) => {
    const child = findChild(element, name);
    return child && interpolate(readElementText(source, child));
  };
  const readCredentials = (element: XmlElement): MavenCredentials | undefined => {
    const username = readValue(element, 'username');
    const password = readValue(element, 'password');
    if (username === undefined || password === undefined) return undefined;
    // A variable without a value has braces, too.
    if (isEncrypted(password.replace(/\$\{[^}]*\}/g, ''))) return 'encrypted';
    return { username, password: new Secret(password) };
  };
  const servers = findChildren(findChild(root, 'servers'), 'server').map(
    (element): ServerCredentials => {
      const id = readValue(element, 'id') ?? 'default';
      const aliases = findChildren(findChild(element, 'aliases'), 'alias').map(alias =>
        readElementText(source, alias),
      );
      return { id, ids: [id, ...aliases], credentials: readCredentials(element) };
    },
  );
  const proxies = findChildren(findChild(root, 'proxies'), 'proxy').map((element): ProxyEntry => {
    const credentials = readCredentials(element);
    return {
      id: readValue(element, 'id') ?? 'default',
      active: (readValue(element, 'active') ?? 'true') === 'true',
      protocol: (readValue(element, 'protocol') ?? 'http').toLowerCase(),
      host: readValue(element, 'host') ?? '',
      port: Number(readValue(element, 'port') ?? '8080'),
      nonProxyHosts: readValue(element, 'nonProxyHosts') ?? '',
      ...(credentials && { credentials }),
    };
  });
  return { servers, proxies };
}

/** The entries of all files; of those with the same ID, that of the first file. */
function mergeById<T extends { readonly id: string }>(lists: readonly (readonly T[])[]): T[] {
  const seen = new Set<string>();
  return lists.flatMap(list => {
    const added = list.filter(({ id }) => !seen.has(id));
    for (const { id } of added) seen.add(id);
    return added;
  });
}

/** The proxy for a URL as Maven selects it: one for its protocol, else, for https, one for http. */
function selectProxy(proxies: readonly ProxyEntry[], url: string): MavenProxy | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, protocol } = new URL(url);
  const candidates = proxies.filter(
    ({ active, nonProxyHosts }) => active && !matchesHost(nonProxyHosts, hostname),
  );
  const selected =
    candidates.find(proxy => `${proxy.protocol}:` === protocol) ??
    (protocol === 'https:' ? candidates.find(proxy => proxy.protocol === 'http') : undefined);
  if (!selected) return undefined;
  const { host, port, credentials } = selected;
  return { host, port, ...(credentials && { credentials }) };
}

function matchesHost(patterns: string, host: string): boolean {
  return patterns
    .split('|')
    .filter(pattern => pattern !== '')
    .some(pattern => {
      const parts = pattern.split('*').map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
      return new RegExp(`^${parts.join('.*')}$`, 'i').test(host);
    });
}
