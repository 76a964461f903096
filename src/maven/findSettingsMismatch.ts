import type { LocatedSettings, SettingsLocation, SettingsReader } from './locateSettings';

/** Maven and the Java extension read different settings files because of a VS Code setting. */
export interface SettingsMismatch {
  readonly maven: SettingsLocation;
  readonly java: SettingsLocation;
  /** The user setting that makes them agree; absent if workspace settings decide. */
  readonly change?: { readonly setting: AlignedSetting; readonly value: string };
}

/** The settings that *Align Settings* can write. */
export type AlignedSetting = 'maven.settingsFile' | 'java.configuration.maven.userSettings';

/** What `findSettingsMismatch` needs to know besides the locations. */
export interface SettingsMismatchContext {
  /** `java.configuration.maven.globalSettings` as an absolute path: the Java extension reads it too. */
  readonly javaGlobalSettings?: string;
  /** Whether workspace settings define the setting, which overrides user settings. */
  readonly isWorkspaceSetting: (setting: AlignedSetting) => boolean;
}

/**
 * Compares the file that `maven.settingsFile` or `-s` in `maven.executable.options` names with the one
 * that `java.configuration.maven.userSettings` names. Returns undefined if the tools read the same
 * file, or if no setting names a file.
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
  // User settings apply to all workspaces, so they must not name a file of this one.
  if (source.belongsToWorkspace || isWorkspaceSetting(setting)) return { maven, java };
  return { maven, java, change: { setting, value: source.path } };
}
