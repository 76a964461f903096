import { splitOptionsFile } from '../shared/splitOptions';

/** The file that `-s` or `--settings` names in options as a shell or Maven splits them. */
export function parseSettingsOption(text: string): string | undefined {
  const options = splitOptionsFile(text);
  for (const [index, option] of options.entries()) {
    if (option === '-s' || option === '--settings') return options[index + 1];
    const inlineValue = /^(?:--settings=|-s=?)(.+)$/.exec(option)?.[1];
    if (inlineValue !== undefined && !option.startsWith('--strict')) return inlineValue;
  }
  return undefined;
}

/** The folder that `-Duser.home=` names in options of the JVM; the last one counts. */
export function parseUserHomeOption(text: string): string | undefined {
  return splitOptionsFile(text)
    .findLast(option => option.startsWith('-Duser.home='))
    ?.slice('-Duser.home='.length);
}

/** Whether options tell Maven to stay off the network. */
export function hasOfflineOption(text: string): boolean {
  return splitOptionsFile(text).some(option => option === '-o' || option === '--offline');
}
