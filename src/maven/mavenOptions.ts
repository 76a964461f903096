import { optionWordsOfFile } from '../shared/optionWords';

/** The file that `-s` or `--settings` names in options as a shell or Maven splits them. */
export function settingsOption(text: string): string | undefined {
  const options = optionWordsOfFile(text);
  for (const [index, option] of options.entries()) {
    if (option === '-s' || option === '--settings') return options[index + 1];
    const glued = /^(?:--settings=|-s=?)(.+)$/.exec(option)?.[1];
    if (glued !== undefined && !option.startsWith('--strict')) return glued;
  }
  return undefined;
}

/** The folder that `-Duser.home=` names in options of the JVM; the last one counts. */
export function homeOption(text: string): string | undefined {
  return optionWordsOfFile(text)
    .findLast(option => option.startsWith('-Duser.home='))
    ?.slice('-Duser.home='.length);
}

/** Whether options tell Maven to stay off the network. */
export function offlineOption(text: string): boolean {
  return optionWordsOfFile(text).some(option => option === '-o' || option === '--offline');
}
