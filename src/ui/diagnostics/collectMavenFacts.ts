import path from 'node:path';
import { readBytes } from '../../files/readBytes';
import type {
  ClaimFact,
  MavenFacts,
  ServerFact,
  SettingsFact,
} from '../../diagnostics/diagnosticContext';
import type { LocateSettingsInput, SettingsLocation } from '../../maven/locateSettings';
import type { ServerEntry, MavenSettings } from '../../maven/mavenSettings';
import type { Domain } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { parseTokenHint } from '../../core/token';
import type { MavenFiles, MavenState } from '../buildTools/maven/mavenFiles';
import { findOfflineOptionSources } from '../../maven/findOfflineOptionSources';
import { parseSettings } from '../../maven/parseSettings';

/**
 * What Maven's files say, for the doctor. `knows` tells whether a domain was listed or approved;
 * `met` is told of every password, to hide it later.
 */
export async function collectMavenFacts(
  files: MavenFiles,
  isKnownDomain: (domain: Domain) => boolean,
  onSecret: (secret: string) => void,
  signal: AbortSignal,
): Promise<MavenFacts> {
  const [{ locations }, input, state] = await Promise.all([
    files.locateAll(signal),
    files.createLocateInput(signal),
    tryReadState(files, signal),
  ]);
  const settings = await Promise.all(locations.map(it => readSettingsFact(it, onSecret, signal)));
  const { HOME, USERPROFILE } = input.env;
  const envHome = input.platform === 'win32' ? USERPROFILE : HOME;
  return {
    settings,
    accountHome: input.accountHome,
    offlineBy: findOfflineSources(input),
    ...(envHome !== undefined && { envHome }),
    ...toClaimFacts(state, isKnownDomain),
  };
}

function findOfflineSources(input: LocateSettingsInput): MavenFacts['offlineBy'] {
  return findOfflineOptionSources(input).map(name => {
    if (name === '.mvn/maven.config')
      return { kind: 'file', path: path.join(input.project?.folder ?? '', name) };
    return { kind: name === 'MAVEN_ARGS' ? 'variable' : 'setting', name };
  });
}

/** A settings.xml that cannot be read is told of with its file; there are no claims then. */
async function tryReadState(files: MavenFiles, signal: AbortSignal) {
  try {
    return await files.read(signal);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}

function toClaimFacts(
  state: MavenState | undefined,
  isKnownDomain: (domain: Domain) => boolean,
): Pick<MavenFacts, 'claims' | 'conflicts' | 'problems' | 'usedIds'> {
  if (!state) return { claims: [], conflicts: [], problems: [], usedIds: [] };
  const { claims, conflicts, problems, usedIds } = state.claims;
  return {
    claims: claims.map((claim): ClaimFact => {
      const isFromUserSettings =
        !state.location.belongsToWorkspace &&
        claim.sources.some(({ source }) => source === 'settings');
      return { ...claim, isApproved: isFromUserSettings || isKnownDomain(claim.domain) };
    }),
    conflicts: conflicts.map(({ id, claims: conflictingClaims }) => ({
      id,
      domains: conflictingClaims.map(
        ({ domain }) => `${domain.domain} (${domain.owner}, ${domain.region})`,
      ),
    })),
    problems,
    usedIds,
  };
}

async function readSettingsFact(
  location: SettingsLocation,
  onSecret: (secret: string) => void,
  signal: AbortSignal,
): Promise<SettingsFact> {
  const { path, namedBy, homeFrom, readers } = location;
  const base = { path, namedBy, readers, ...(homeFrom !== undefined && { homeFrom }) };
  const emptyFacts = { servers: [], ids: [], offline: false, warnings: [] };
  try {
    const bytes = await readBytes(path, {}, signal);
    if (!bytes) return { ...base, ...emptyFacts, state: 'absent' };
    return { ...base, ...toViewFacts(parseSettings(bytes), onSecret), state: 'read' };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...base, ...emptyFacts, state: 'broken', failure: failureForFile(error, path) };
  }
}

/** The parser does not know the path of the file. */
function failureForFile({ code, details }: Failure, file: string): Failure {
  return new Failure(code, file, { ...details, file });
}

function toViewFacts(view: MavenSettings, onSecret: (secret: string) => void) {
  return {
    servers: view.servers.map(it => toServerFact(it, onSecret)),
    ids: [
      ...view.mirrors.map(({ id }) => id),
      ...view.profiles
        .flatMap(it => [...it.repositories, ...it.pluginRepositories])
        .map(it => it.id),
    ],
    offline: view.offline,
    warnings: view.warnings,
  };
}

function toServerFact(
  { id, username, password, line }: ServerEntry,
  onSecret: (secret: string) => void,
): ServerFact {
  const base = { id, line, ...(username !== undefined && { username }) };
  if (password.kind !== 'literal') return { ...base, password };
  const value = password.value.reveal();
  onSecret(value);
  const expires = parseTokenHint(value)?.expires;
  return { ...base, password: { kind: 'literal', ...(expires && { expires }) } };
}
