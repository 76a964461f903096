import { Failure } from '../core/failure';
import { findExpression } from './expressions/interpolate';
import type { LocateSettingsInput, SettingValue } from './locateSettingsInput';
import { pathModule, type OptionSource } from './mavenInvocation';

/** What names a settings file. */
export type SettingsSource =
  | 'default'
  | OptionSource
  | '.mvn/mvnd.properties'
  | 'mvnd.properties'
  | 'maven.user.settings'
  | 'maven.user.conf'
  | 'maven.settingsFile'
  | 'java.configuration.maven.userSettings'
  | 'java.configuration.maven.globalSettings';

/** A file that something named, before it is merged with the others. */
export interface SettingsCandidate {
  readonly path: string;
  readonly namedBy: SettingsSource;
  readonly homeFrom?: string;
  readonly fromWorkspace: boolean;
}

/** A file whose path contains an expression with an unknown value. */
interface UnresolvedCandidate {
  readonly failure: Failure;
}

/** A file, a file whose path is unknown, or nothing. */
export type Candidate = SettingsCandidate | UnresolvedCandidate | undefined;

/** The candidate that a setting of VS Code names, if it is set. */
export function candidateFromSetting(
  input: LocateSettingsInput,
  namedBy: SettingsSource,
  setting: SettingValue | undefined,
): Candidate {
  const name = setting?.value.trim() ?? '';
  if (!setting || name === '') return undefined;
  return createCandidate(input, name, namedBy, setting.fromWorkspace);
}

/** The candidate with the path `name`, which is relative to the project or, for a setting, to the workspace. */
export function createCandidate(
  input: LocateSettingsInput,
  name: string,
  namedBy: SettingsSource,
  fromWorkspace: boolean,
  line?: number,
): SettingsCandidate | UnresolvedCandidate {
  // A folder with such a name would be created in the project, with a token in it.
  if (name.includes('${'))
    return { failure: unknownExpression(nameOf(input, namedBy), name, line) };
  const isSetting = /^(?:maven\.(?:settingsFile|executable)|java\.)/.test(namedBy);
  const project = isSetting ? undefined : input.project?.folder;
  const base = project ?? input.workspaceFolders[0] ?? input.accountHome;
  return { path: resolvePath(input, name, base), namedBy, fromWorkspace };
}

function nameOf(input: LocateSettingsInput, namedBy: SettingsSource): string {
  return namedBy.startsWith('.mvn/') && input.project
    ? pathModule(input).join(input.project.folder, namedBy)
    : namedBy;
}

/** The failure of a path that contains an expression with an unknown value. */
export function unknownExpression(source: string, name: string, line?: number): Failure {
  const expression = findExpression(name) ?? name;
  return new Failure('settings-refused', source, {
    file: source,
    ...(line === undefined ? {} : { line }),
    reason: `the path of settings.xml contains ${expression}, whose value is not known`,
  });
}

function resolvePath(input: LocateSettingsInput, name: string, base: string): string {
  const home = input.accountHome;
  const expanded = /^~(?=$|[\\/])/.test(name) && home !== '' ? home + name.slice(1) : name;
  return pathModule(input).resolve(base, expanded);
}
