import { hasOfflineOption } from './mavenOptions';
import type { LocateSettingsInput, SettingsSource } from './locateSettings';

/** The option sources that pass `-o` or `--offline` to Maven. `<offline>` of settings.xml is not among them. */
export function findOfflineOptionSources({
  env,
  project,
  mavenOptions,
}: LocateSettingsInput): SettingsSource[] {
  const options: readonly [SettingsSource, string | undefined][] = [
    ['MAVEN_ARGS', env['MAVEN_ARGS']],
    ['.mvn/maven.config', project?.mavenConfig],
    ['maven.executable.options', mavenOptions?.value],
  ];
  return options.filter(([, text]) => hasOfflineOption(text ?? '')).map(([source]) => source);
}
