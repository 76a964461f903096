import * as vscode from 'vscode';
import type { Connected, Patient } from '../../diagnostics/patient';
import { connectionId, type Connection } from '../../core/connection';
import { domainKey, type Repository } from '../../core/coordinates';
import { readSmall } from '../../files/readSmall';
import { walkFiles } from '../../files/walkFiles';
import { accountHome } from '../common/accountHome';
import { ourRepositories } from '../buildFailures/findFailures';
import { localRepositories } from '../buildFailures/localRepositories';
import { centralBehind } from '../buildTools/maven/centralBehind';
import { mavenRoom } from '../buildTools/maven/mavenRoom';
import type { Services } from '../common/services';
import { readSettings } from '../common/settings';
import { requireTrust } from '../common/trust';
import { terminalShell } from '../common/terminalShell';
import { mavenFacts } from './mavenFacts';
import { programFact, isTracked } from './programs';

/** The shortest life that a token can have. */
const shortestSeconds = 900;

/**
 * What the doctor looks at: this window's connections, files and machine. `met` is told of every
 * secret. In Restricted Mode nothing is started and no token is asked for.
 */
export function patientOf(
  services: Services,
  commands: ReadonlySet<string>,
  met: (secret: string) => void,
  signal: AbortSignal,
): Patient {
  const { connections, mavenFiles } = services;
  const { aws } = connections;
  const trusted = vscode.workspace.isTrusted;
  const of = async (connection: Connection): Promise<Connected> => ({
    connection,
    api: await connections.api(connection, false),
  });
  const forDomain: Patient['forDomain'] = async domain =>
    await of(await connections.forDomain(domain));
  const home = accountHome();
  const { env, platform } = process;
  return {
    now: () => Date.now(),
    signal,
    env,
    platform,
    shell: terminalShell(),
    commands,
    settings: editorSettings(),
    connections: once(async () => await Promise.all((await connections.available()).map(of))),
    profiles: once(() => aws.profiles()),
    identity: keyed(
      ({ connection }: Connected) => connectionId(connection),
      ({ api }) => api.identity(signal),
    ),
    forDomain,
    token: keyed(domainKey, async domain => {
      requireTrust();
      const { api } = await forDomain(domain);
      const token = await api.token(domain, shortestSeconds, signal);
      met(token.secret.reveal());
      return token;
    }),
    repository: keyed(repositoryKey, async it => (await forDomain(it)).api.repository(it, signal)),
    centralBehind: async it => await centralBehind((await forDomain(it)).api, it, signal),
    apiOrigin: connection =>
      connection.kind === 'sandbox' ? connection.endpoint : apiOrigin(connection.region),
    ask: async (url, token) => await aws.ask(url, token, await connections.approved(), signal),
    maven: once(() => mavenFacts(mavenFiles, it => connections.knows(it), met, signal)),
    markers: () => notedFailures(services, signal),
    program: async name =>
      await programFact(name, { env, platform, mayStart: trusted, cwd: home }, signal),
    tokenFiles: () => tokenFiles(services, met, signal),
    tracked: async file => (trusted ? await isTracked(file, signal) : undefined),
  };
}

function editorSettings(): Patient['settings'] {
  const config = vscode.workspace.getConfiguration();
  const proxy = config.get<string>('http.proxy');
  return {
    ...(proxy && { proxy }),
    javaOffline: config.get<boolean>('java.import.maven.offline.enabled') === true,
  };
}

function apiOrigin(region: string): string {
  const own = readSettings().endpointsApi[region];
  if (own !== undefined && URL.canParse(own)) return new URL(own).origin;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://codeartifact.${region}.${suffix}`;
}

async function tokenFiles(
  { holders }: Services,
  met: (secret: string) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { places } = await holders.find(signal);
  return places.flatMap(({ kind, holder, held }) => {
    if (!held || (kind !== 'gradle' && kind !== 'file')) return [];
    met(held.reveal());
    return [holder];
  });
}

async function notedFailures(services: Services, signal: AbortSignal) {
  const { findMarkers, planHeal } = await mavenRoom();
  const ours = await ourRepositories(services, await services.mavenFiles.read(signal));
  const repositories = await localRepositories(services.mavenFiles, undefined, signal);
  const files = { walk: walkFiles, read: readSmall };
  const found = await Promise.all(
    repositories.map(({ path }) => findMarkers(files, path, ours, signal)),
  );
  const { failures } = planHeal(found.flat());
  return { failures, folders: repositories.map(({ path }) => path) };
}

function repositoryKey(it: Repository): string {
  return `${domainKey(it)}/${it.repository}`;
}

/** Asks at the first call; every other gets the same answer. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

function keyed<K, T>(key: (of: K) => string, ask: (of: K) => Promise<T>): (of: K) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return of => {
    const known = answers.get(key(of));
    if (known) return known;
    const answer = ask(of);
    answers.set(key(of), answer);
    return answer;
  };
}
