import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isFailure } from '../../core/failure';
import {
  findCentralAccess,
  type CentralAccess,
  type MavenCredentials,
} from '../../maven/centralAccess';
import type { Log } from '../log';
import { createFolderUpstream } from './createFolderUpstream';
import { createUrlUpstream } from './createUrlUpstream';
import { UpstreamError, type Upstream } from './upstream';

/**
 * Creates the upstream that Maven uses for Maven Central: the mirror in `settingsFiles` with its
 * server and proxy, or Maven Central itself. The files are read again after a change, so a renewed
 * password needs no restart. Mirrors at the sandbox's own `port` are ignored.
 */
export function createMavenUpstream(
  settingsFiles: readonly string[],
  port: number,
  log: Log,
): Upstream {
  let current: { readonly state: string; readonly upstream: Upstream } | undefined;
  const upstream = () => {
    const state = settingsFiles.map(fileState).join('\n');
    if (current?.state !== state) {
      const created = createFromSettings(settingsFiles, url => isOwnUrl(url, port), log);
      current = { state, upstream: created };
    }
    return current.upstream;
  };
  return {
    read: async (path, signal) => upstream().read(path, signal),
    has: async (path, signal) => upstream().has(path, signal),
    versions: async (group, artifact, signal) => upstream().versions(group, artifact, signal),
    plugins: async (group, signal) => upstream().plugins(group, signal),
  };
}

/** Changes when the file does. */
function fileState(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : '';
}

function isOwnUrl(url: string, port: number): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port: urlPort } = new URL(url);
  return ['127.0.0.1', 'localhost'].includes(hostname) && urlPort === String(port);
}

function createFromSettings(
  files: readonly string[],
  ignoresMirror: (url: string) => boolean,
  log: Log,
): Upstream {
  let access: CentralAccess;
  try {
    const settings = files.map(file => (fileState(file) === '' ? undefined : readFileSync(file)));
    access = findCentralAccess({ settings, env: process.env, ignoresMirror });
  } catch (error) {
    const reason = isFailure(error) ? error.details.reason : (error as Error).message;
    return failingUpstream(`Maven's settings cannot be read: ${reason ?? ''}`);
  }
  const { url, mirror, credentials, proxy } = access;
  const name = mirror ? `The mirror '${mirror.id}' in Maven's settings` : 'Maven Central';
  if (mirror?.blocked === true) return failingUpstream(`${name} blocks requests to Maven Central`);
  if (credentials === 'encrypted' || proxy?.credentials === 'encrypted')
    return failingUpstream(
      `${name} needs an encrypted password, which the sandbox cannot read; use another upstream`,
    );
  if (!URL.canParse(url)) return failingUpstream(`${name} has a URL that is not valid`);
  const { protocol, host } = new URL(url);
  log(`${name} at ${protocol}//${host} is the upstream of public:maven-central`);
  if (protocol === 'file:') return createFolderUpstream(fileURLToPath(url));
  if (protocol !== 'http:' && protocol !== 'https:')
    return failingUpstream(`${name} has a URL that is neither http, https nor file`);
  return createUrlUpstream(url, {
    ...(credentials && { authorization: basicAuthorization(credentials) }),
    ...(proxy && {
      proxy: {
        host: proxy.host,
        port: proxy.port,
        ...(proxy.credentials && { authorization: basicAuthorization(proxy.credentials) }),
      },
    }),
  });
}

function basicAuthorization({
  username,
  password,
}: Exclude<MavenCredentials, 'encrypted'>): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`;
}

function failingUpstream(message: string): Upstream {
  const fail = () => Promise.reject(new UpstreamError(message));
  return { read: fail, has: fail, versions: fail, plugins: fail };
}
