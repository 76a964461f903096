import type { LocatedSettings, SettingsLocation, SettingsReader } from './locateSettings';

/** Maven and the Java extension read different settings files, because a setting of VS Code's says so. */
export interface SettingsMismatch {
  readonly maven: SettingsLocation;
  readonly java: SettingsLocation;
  /** The user setting that would make them agree; absent where a workspace's own settings decide. */
  readonly change?: { readonly setting: AlignedSetting; readonly value: string };
}

/** The settings that alignment writes. */
export type AlignedSetting = 'maven.settingsFile' | 'java.configuration.maven.userSettings';

/** What decides beside the files' places. */
export interface SettingsMismatchContext {
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
export function findSettingsMismatch(
  { locations }: LocatedSettings,
  { javaGlobalSettings, isWorkspaceSetting }: SettingsMismatchContext,
): SettingsMismatch | undefined {
  const findReadBy = (reader: SettingsReader) => locations.find(it => it.readers.includes(reader));
  const maven = findReadBy('maven-extension');
  const java = findReadBy('java-extension');
  if (!maven || !java || maven === java) return undefined;
  const isMavenNamed =
    maven.namedBy === 'maven.settingsFile' || maven.namedBy === 'maven.executable.options';
  const isJavaNamed = java.namedBy === 'java.configuration.maven.userSettings';
  if (!isMavenNamed && !isJavaNamed) return undefined;
  if (maven.path === javaGlobalSettings) return undefined;
  const setting = isMavenNamed ? 'java.configuration.maven.userSettings' : 'maven.settingsFile';
  const source = isMavenNamed ? maven : java;
  // A file that a workspace names does not belong into the settings of all others.
  if (source.belongsToWorkspace || isWorkspaceSetting(setting)) return { maven, java };
  return { maven, java, change: { setting, value: source.path } };
}
