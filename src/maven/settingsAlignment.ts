import type { LocatedSettings, SettingsLocation, SettingsReader } from './locateSettings';

/** Maven and the Java extension read different settings files, because a setting of VS Code's says so. */
export interface SettingsDisagreement {
  readonly maven: SettingsLocation;
  readonly java: SettingsLocation;
  /** The user setting that would make them agree; absent where a workspace's own settings decide. */
  readonly change?: { readonly setting: AlignedSetting; readonly value: string };
}

/** The settings that alignment writes. */
export type AlignedSetting = 'maven.settingsFile' | 'java.configuration.maven.userSettings';

/** What decides beside the files' places. */
export interface AlignmentFacts {
  /** `java.configuration.maven.globalSettings`, absolute: the Java extension reads it too. */
  readonly javaGlobalSettings?: string;
  /** Whether a workspace gave that setting: user settings could not change it. */
  readonly isWorkspaceSetting: (setting: AlignedSetting) => boolean;
}

/**
 * How `maven.settingsFile` or `maven.executable.options` (`-s`) and
 * `java.configuration.maven.userSettings` disagree; undefined where they do not, or where none of
 * them names a file.
 */
export function settingsAlignment(
  { locations }: LocatedSettings,
  { javaGlobalSettings, isWorkspaceSetting }: AlignmentFacts,
): SettingsDisagreement | undefined {
  const readBy = (reader: SettingsReader) => locations.find(it => it.readers.includes(reader));
  const maven = readBy('maven-extension');
  const java = readBy('java-extension');
  if (!maven || !java || maven === java) return undefined;
  const mavenIsNamed =
    maven.namedBy === 'maven.settingsFile' || maven.namedBy === 'maven.executable.options';
  const javaIsNamed = java.namedBy === 'java.configuration.maven.userSettings';
  if (!mavenIsNamed && !javaIsNamed) return undefined;
  if (maven.path === javaGlobalSettings) return undefined;
  const setting = mavenIsNamed ? 'java.configuration.maven.userSettings' : 'maven.settingsFile';
  const source = mavenIsNamed ? maven : java;
  // A file that a workspace names does not belong into the settings of all others.
  if (source.ofWorkspace || isWorkspaceSetting(setting)) return { maven, java };
  return { maven, java, change: { setting, value: source.path } };
}
