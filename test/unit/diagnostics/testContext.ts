import type {
  ConnectionClient,
  MavenFacts,
  DiagnosticContext,
  SettingsFact,
} from '../../../src/diagnostics/diagnosticContext';
import type { Finding } from '../../../src/diagnostics/finding';
import type { RepositoryDetails } from '../../../src/core/codeArtifact';
import type { Connection } from '../../../src/core/connection';
import type { Domain } from '../../../src/core/coordinates';
import type { RepositoryEndpoint } from '../../../src/core/endpoint';
import type { Profile } from '../../../src/core/profile';
import { Secret } from '../../../src/core/secret';
import { fakeApi } from '../fakeApi';

export const now = Date.parse('2026-11-23T12:00:00Z');

const domain: Domain = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'my-team',
};
const releases: RepositoryEndpoint = { ...domain, repository: 'releases', format: 'maven' };
export const endpointUrl =
  'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/';

/** A settings.xml in good order. */
export const goodFile: SettingsFact = {
  path: '/home/me/.m2/settings.xml',
  namedBy: 'default',
  readers: ['terminal', 'maven-extension', 'java-extension'],
  state: 'read',
  servers: [
    {
      id: 'team',
      username: 'aws',
      line: 4,
      password: { kind: 'literal', expires: new Date(now + 3_600_000) },
    },
  ],
  ids: ['team'],
  offline: false,
  warnings: [],
};

/** Files of Maven's in good order. */
export const goodMaven: MavenFacts = {
  settings: [goodFile],
  accountHome: '/home/me',
  offlineBy: [],
  envHome: '/home/me/',
  claims: [
    {
      id: 'team',
      domain,
      isUsed: true,
      isApproved: true,
      sources: [{ file: goodFile.path, line: 9, role: 'mirror', endpoint: releases }],
    },
  ],
  conflicts: [],
  problems: [],
  usedIds: [],
};

export const profile: Profile = {
  name: 'dev',
  kind: 'sso-session',
  region: 'eu-west-1',
  needsMfa: false,
  temporary: false,
};

/** An observation as text: its code and its parameters. */
export function codeAndArgs({ observation: { code, args } }: Finding): string {
  return [code, ...args].join(' ');
}

/** A connection with a client that knows the endpoint. */
export function connected(connection: Connection): ConnectionClient {
  const api = fakeApi({
    endpoint: () => Promise.resolve(endpointUrl),
    packages: () => Promise.resolve({ items: [] }),
  });
  return { connection, api };
}

const dev = connected({ kind: 'profile', profile: 'dev', region: 'eu-west-1' });

const details: RepositoryDetails = {
  ...domain,
  repository: 'releases',
  upstreams: [],
  externalConnections: [],
};

/** Somebody in perfect health, but for `changes`. */
export function testContext(changes: Partial<DiagnosticContext> = {}): DiagnosticContext {
  const token = {
    domain,
    secret: new Secret('canary-token'),
    expires: new Date(now + 900_000),
  };
  return {
    now: () => now,
    signal: new AbortController().signal,
    env: {},
    shell: 'posix',
    platform: 'linux',
    commands: new Set([
      ...['codeartifact.connect', 'codeartifact.refreshToken', 'codeartifact.showPolicy'],
      ...['codeartifact.fix401', 'codeartifact.openFile'],
    ]),
    settings: { javaOffline: false },
    connections: () => Promise.resolve([dev]),
    profiles: () => Promise.resolve([profile]),
    identity: () =>
      Promise.resolve({
        account: '111122223333',
        arn: 'arn:aws:iam::111122223333:user/me',
        longLived: false,
      }),
    connectionForDomain: () => Promise.resolve(dev),
    token: () => Promise.resolve(token),
    repository: () => Promise.resolve(details),
    hasMavenCentral: () => Promise.resolve(true),
    apiOrigin: ({ region }) => Promise.resolve(`https://codeartifact.${region}.amazonaws.com`),
    defaultSource: () => Promise.resolve({ kind: 'instance' }),
    probeEndpoint: url =>
      Promise.resolve({ status: url.startsWith(endpointUrl) ? 404 : 403, date: new Date(now) }),
    maven: () => Promise.resolve(goodMaven),
    failureMarkers: () => Promise.resolve({ failures: 0, folders: ['/home/me/.m2/repository'] }),
    program: name => Promise.resolve({ kind: 'found', says: `${name} 17`, path: `/bin/${name}` }),
    tokenFiles: () => Promise.resolve([]),
    isGitTracked: () => Promise.resolve(false),
    ...changes,
  };
}
