import path from 'node:path';
import { readBytes } from '../../files/readBytes';
import type { ClaimFact, MavenFacts, ServerFact, SettingsFact } from '../../diagnostics/patient';
import type { LocateInput, SettingsLocation } from '../../maven/locateSettings';
import type { ServerEntry, SettingsView, SettingsWarningCode } from '../../maven/settingsView';
import type { Domain } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { tokenHint } from '../../core/token';
import type { MavenFiles, MavenState } from '../buildTools/maven/mavenFiles';
import { mavenRoom } from '../buildTools/maven/mavenRoom';

/**
 * What Maven's files say, for the doctor. `knows` tells whether a domain was listed or approved;
 * `met` is told of every password, to hide it later.
 */
export async function mavenFacts(
  files: MavenFiles,
  knows: (domain: Domain) => boolean,
  met: (secret: string) => void,
  signal: AbortSignal,
): Promise<MavenFacts> {
  const [{ locations }, input, state] = await Promise.all([
    files.locateAll(signal),
    files.input(signal),
    readOrFailure(files, signal),
  ]);
  const settings = await Promise.all(locations.map(it => settingsFact(it, met, signal)));
  const { HOME, USERPROFILE } = input.env;
  const envHome = input.platform === 'win32' ? USERPROFILE : HOME;
  return {
    settings,
    accountHome: input.accountHome,
    offlineBy: await offlineBy(input),
    ...(envHome !== undefined && { envHome }),
    ...claimFacts(state, knows),
  };
}

async function offlineBy(input: LocateInput): Promise<MavenFacts['offlineBy']> {
  const { offlineNamers } = await mavenRoom();
  return offlineNamers(input).map(name => {
    if (name === '.mvn/maven.config')
      return { kind: 'file', path: path.join(input.project?.folder ?? '', name) };
    return { kind: name === 'MAVEN_ARGS' ? 'variable' : 'setting', name };
  });
}

/** A settings.xml that cannot be read is told of with its file; there are no claims then. */
async function readOrFailure(files: MavenFiles, signal: AbortSignal) {
  try {
    return await files.read(signal);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}

function claimFacts(
  state: MavenState | undefined,
  knows: (domain: Domain) => boolean,
): Pick<MavenFacts, 'claims' | 'conflicts' | 'problems' | 'pomIds'> {
  if (!state) return { claims: [], conflicts: [], problems: [], pomIds: [] };
  const { claims, conflicts, problems } = state.claims;
  return {
    claims: claims.map((it): ClaimFact => {
      const own =
        !state.location.ofWorkspace && it.said.some(({ source }) => source === 'settings');
      return { ...it, vetted: own || knows(it.domain) };
    }),
    conflicts: conflicts.map(({ id, claims: its }) => ({
      id,
      domains: its.map(({ domain }) => `${domain.domain} (${domain.owner}, ${domain.region})`),
    })),
    problems,
    pomIds: state.poms.flatMap(({ view }) => view.repositories.map(({ id }) => id)),
  };
}

async function settingsFact(
  location: SettingsLocation,
  met: (secret: string) => void,
  signal: AbortSignal,
): Promise<SettingsFact> {
  const { path, namedBy, homeFrom, readers } = location;
  const base = { path, namedBy, readers, ...(homeFrom !== undefined && { homeFrom }) };
  const nothing = { servers: [], ids: [], offline: false, warnings: [] };
  try {
    const bytes = await readBytes(path, {}, signal);
    if (!bytes) return { ...base, ...nothing, state: 'absent' };
    const { readSettings } = await mavenRoom();
    return { ...base, ...viewFacts(readSettings(bytes), met), state: 'read' };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...base, ...nothing, state: 'broken', failure: named(error, path) };
  }
}

/** The text room knows no files. */
function named({ code, details }: Failure, file: string): Failure {
  return new Failure(code, file, { ...details, file });
}

function viewFacts(view: SettingsView, met: (secret: string) => void) {
  return {
    servers: view.servers.map(it => serverFact(it, met)),
    ids: [
      ...view.mirrors.map(({ id }) => id),
      ...view.profiles
        .flatMap(it => [...it.repositories, ...it.pluginRepositories])
        .map(it => it.id),
    ],
    offline: view.offline,
    warnings: view.warnings.map(({ code, subject, line }) => ({
      text: `${warnings[code]}${subject === '' ? '' : `: ${subject}`}`,
      line,
    })),
  };
}

function serverFact(
  { id, username, password, line }: ServerEntry,
  met: (secret: string) => void,
): ServerFact {
  const base = { id, line, ...(username !== undefined && { username }) };
  if (password.kind !== 'literal') return { ...base, password };
  const value = password.value.reveal();
  met(value);
  const expires = tokenHint(value)?.expires;
  return { ...base, password: { kind: 'literal', ...(expires && { expires }) } };
}

const warnings: Record<SettingsWarningCode, string> = {
  'duplicate-server': 'several servers have one id',
  'server-without-id': 'a server has no id',
  'astral-in-comment': 'Maven 3.8 cannot read a file with such a character in a comment',
  'invalid-bytes': 'bytes that the declared encoding does not know',
  template: 'marks of a template language: a generator may overwrite the file',
  'unknown-element': 'an element that Maven does not know',
};
