import { offlineOption } from './mavenOptions';
import type { LocateInput, SettingsNamer } from './locateSettings';

/** What tells Maven with `-o` or `--offline` to stay off the network, beside settings.xml. */
export function offlineNamers({ env, project, mavenOptions }: LocateInput): SettingsNamer[] {
  const options: readonly [SettingsNamer, string | undefined][] = [
    ['MAVEN_ARGS', env['MAVEN_ARGS']],
    ['.mvn/maven.config', project?.mavenConfig],
    ['maven.executable.options', mavenOptions?.value],
  ];
  return options.filter(([, text]) => offlineOption(text ?? '')).map(([namer]) => namer);
}
