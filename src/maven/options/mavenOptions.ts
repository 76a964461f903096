import type { OptionWord } from './optionWords';

/** The value of an option, and the line of the file that names it. */
export interface OptionValue {
  readonly value: string;
  readonly line?: number;
}

/** Options of Maven with a value that names a settings file, by their short name. */
const longNames = {
  s: 'settings',
  gs: 'global-settings',
  ps: 'project-settings',
} as const;

/** Long options that Maven also accepts with a single dash, so that they are not `-s` with a value. */
const otherOptions = /^-(?:s(?:how|trict|adp)|settings$)/;

/**
 * The value of `-s`, `-gs` or `-ps` (or their long forms) among the arguments of Maven. As in Maven,
 * the first one counts.
 */
export function findFileOption(
  words: readonly OptionWord[],
  name: keyof typeof longNames,
): OptionValue | undefined {
  const long = longNames[name];
  for (const [index, { text, line }] of words.entries()) {
    const isSeparate = text === `-${name}` || text === `--${long}` || text === `-${long}`;
    const value = isSeparate ? words[index + 1]?.text : inlineValue(text, name, long);
    if (value === undefined) {
      if (isSeparate) return undefined;
      continue;
    }
    const valueLine = isSeparate ? words[index + 1]?.line : line;
    return valueLine === undefined ? { value } : { value, line: valueLine };
  }
  return undefined;
}

function inlineValue(text: string, name: string, long: string): string | undefined {
  for (const prefix of [`--${long}=`, `-${long}=`, `-${name}=`])
    if (text.startsWith(prefix)) return text.slice(prefix.length);
  // Only options of one letter may be followed directly by their value.
  if (name.length > 1 || !text.startsWith(`-${name}`) || otherOptions.test(text)) return undefined;
  return text.slice(`-${name}`.length);
}

/** The profiles that `-P` or `--activate-profiles` activates and deactivates. */
export function findProfileOptions(words: readonly OptionWord[]): {
  readonly activated: readonly string[];
  readonly deactivated: readonly string[];
} {
  const activated: string[] = [];
  const deactivated: string[] = [];
  for (const [index, { text }] of words.entries()) {
    const isSeparate = text === '-P' || text === '--activate-profiles';
    const list = isSeparate
      ? words[index + 1]?.text
      : /^(?:-P|--activate-profiles=)(.+)$/s.exec(text)?.[1];
    for (const entry of list?.split(',') ?? []) {
      const id = entry.trim().replace(/^\+/, '').replace(/^\?/, '');
      if (/^[!-]/.test(id)) deactivated.push(id.slice(1).replace(/^\?/, ''));
      else if (id !== '') activated.push(id);
    }
  }
  return { activated, deactivated };
}

/** Whether options tell Maven to work offline. */
export function hasOfflineOption(words: readonly OptionWord[]): boolean {
  return words.some(({ text }) => text === '-o' || text === '--offline');
}
