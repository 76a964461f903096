import type { LocateSettingsInput } from './locateSettingsInput';
import { createInvocations, type OptionSource } from './mavenInvocation';
import { hasOfflineOption } from './options/mavenOptions';

/** The option sources that pass `-o` or `--offline` to Maven. `<offline>` of settings.xml is not among them. */
export function findOfflineOptionSources(input: LocateSettingsInput): readonly OptionSource[] {
  const invocations = createInvocations(input);
  const sources = [...invocations.terminal.options, ...invocations['maven-extension'].options]
    .filter(({ words }) => hasOfflineOption(words))
    .map(({ source }) => source);
  return [...new Set(sources)];
}
