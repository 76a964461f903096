import * as vscode from 'vscode';
import type { ConnectionClient, DiagnosticContext } from '../../diagnostics/diagnosticContext';
import { connectionId, type Connection } from '../../core/connection';
import { domainKey, type Repository } from '../../core/coordinates';
import { readSmallFile } from '../../files/readSmallFile';
import { walkFiles } from '../../files/walkFiles';
import { accountHome } from '../common/accountHome';
import { createRepositoryMatcher } from '../buildFailures/findFailedDownloads';
import { findLocalRepositories } from '../buildFailures/findLocalRepositories';
import { hasMavenCentralUpstream } from '../buildTools/maven/hasMavenCentralUpstream';
import type { DiagnosticsServices } from './diagnosticsServices';
import { requireTrust } from '../common/requireTrust';
import { terminalShell } from '../common/terminalShell';
import { collectMavenFacts } from './collectMavenFacts';
import { inspectProgram, isTrackedByGit } from './inspectProgram';
import { findFailureMarkers } from '../../maven/localRepository/findFailureMarkers';
import { planClearMarkers } from '../../maven/localRepository/clearFailureMarkers';

/** The shortest life that a token can have. */
const minimumTokenSeconds = 900;

/**
 * What the doctor looks at: this window's connections, files and machine. `met` is told of every
 * secret. In Restricted Mode nothing is started and no token is asked for.
 */
export function createDiagnosticContext(
  services: DiagnosticsServices,
  commands: ReadonlySet<string>,
  onSecret: (secret: string) => void,
  signal: AbortSignal,
): DiagnosticContext {
  const { connections, mavenFiles } = services;
  const { aws } = connections;
  const trusted = vscode.workspace.isTrusted;
  const withClient = async (connection: Connection): Promise<ConnectionClient> => ({
    connection,
    api: await connections.api(connection, false),
  });
  const forDomain: DiagnosticContext['connectionForDomain'] = async domain =>
    await withClient(await connections.forDomain(domain));
  const home = accountHome();
  const { env, platform } = process;
  return {
    now: () => Date.now(),
    signal,
    env,
    platform,
    shell: terminalShell(),
    commands,
    settings: readEditorSettings(),
    connections: memoize(
      async () => await Promise.all((await connections.available()).map(withClient)),
    ),
    profiles: memoize(() => aws.profiles()),
    identity: memoizeByKey(
      ({ connection }: ConnectionClient) => connectionId(connection),
      ({ api }) => api.identity(signal),
    ),
    connectionForDomain: forDomain,
    token: memoizeByKey(domainKey, async domain => {
      requireTrust();
      const { api } = await forDomain(domain);
      const token = await api.token(domain, minimumTokenSeconds, signal);
      onSecret(token.secret.reveal());
      return token;
    }),
    repository: memoizeByKey(repositoryKey, async it =>
      (await forDomain(it)).api.repository(it, signal),
    ),
    hasMavenCentral: async it =>
      await hasMavenCentralUpstream((await forDomain(it)).api, it, signal),
    apiOrigin: memoizeByKey(connectionId, connection => aws.apiOrigin(connection)),
    defaultSource: memoize(() => aws.defaultSource()),
    probeEndpoint: async (url, token) =>
      await aws.probeEndpoint(url, token, await connections.approvedRepositoryEndpoints(), signal),
    maven: memoize(() =>
      collectMavenFacts(mavenFiles, it => connections.isKnownDomain(it), onSecret, signal),
    ),
    failureMarkers: () => countFailureMarkers(services, signal),
    program: async name =>
      await inspectProgram(name, { env, platform, mayRun: trusted, cwd: home }, signal),
    tokenFiles: () => listTokenFiles(services, onSecret, signal),
    isGitTracked: async file => (trusted ? await isTrackedByGit(file, signal) : undefined),
  };
}

function readEditorSettings(): DiagnosticContext['settings'] {
  const config = vscode.workspace.getConfiguration();
  const proxy = config.get<string>('http.proxy');
  return {
    ...(proxy && { proxy }),
    javaOffline: config.get<boolean>('java.import.maven.offline.enabled') === true,
  };
}

async function listTokenFiles(
  { holders }: DiagnosticsServices,
  onSecret: (secret: string) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { locations } = await holders.find(signal);
  return locations.flatMap(({ kind, holder, currentToken }) => {
    if (!currentToken || kind === 'maven' || kind === 'terminal') return [];
    onSecret(currentToken.reveal());
    return [holder];
  });
}

async function countFailureMarkers(services: DiagnosticsServices, signal: AbortSignal) {
  const ours = await createRepositoryMatcher(services, await services.mavenFiles.read(signal));
  const repositories = await findLocalRepositories(services.mavenFiles, undefined, signal);
  const files = { walk: walkFiles, read: readSmallFile };
  const found = await Promise.all(
    repositories.map(({ path }) => findFailureMarkers(files, path, ours, signal)),
  );
  const { failures } = planClearMarkers(found.flat());
  return { failures, folders: repositories.map(({ path }) => path) };
}

function repositoryKey(it: Repository): string {
  return `${domainKey(it)}/${it.repository}`;
}

/** Asks at the first call; every other gets the same answer. */
function memoize<T>(load: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= load());
}

function memoizeByKey<K, T>(
  key: (of: K) => string,
  load: (of: K) => Promise<T>,
): (of: K) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return of => {
    const known = results.get(key(of));
    if (known) return known;
    const result = load(of);
    results.set(key(of), result);
    return result;
  };
}
