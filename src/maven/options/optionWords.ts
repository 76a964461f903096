import { splitOptionsFile } from '../../shared/splitOptions';

/** An argument of a command line, and the line of the file that it comes from. */
export interface OptionWord {
  readonly text: string;
  /** From 1; absent for a variable or a setting. */
  readonly line?: number;
}

/** The arguments in a variable or a setting, split as a shell splits them. */
export function splitOptionWords(text: string): readonly OptionWord[] {
  return splitOptionsFile(text).map(word => ({ text: word }));
}

/**
 * The arguments in `.mvn/maven.config`. From Maven 3.9 on each line is one argument, blanks included;
 * before, white space separates them. Where the version is not known, a line that starts with an option
 * and continues after a blank is split, because Maven 3.9 would refuse it.
 */
export function splitMavenConfig(text: string, mavenVersion?: string): readonly OptionWord[] {
  const isOneArgumentPerLine = mavenVersion === undefined ? undefined : !isBefore39(mavenVersion);
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((content, index) => {
      const argument = content.trim();
      if (argument === '' || argument.startsWith('#')) return [];
      const isSeveral =
        isOneArgumentPerLine === undefined ? /^-[^\s=]*\s/.test(argument) : !isOneArgumentPerLine;
      const words = isSeveral ? splitLine(argument, isOneArgumentPerLine) : [argument];
      return words.map(word => ({ text: word, line: index + 1 }));
    });
}

/** Maven before 3.9 takes quotes literally; only where the version is not known they are removed. */
function splitLine(argument: string, isOneArgumentPerLine: boolean | undefined): readonly string[] {
  return isOneArgumentPerLine === undefined ? splitOptionsFile(argument) : argument.split(/\s+/);
}

/**
 * Whether a Maven of this version reads MAVEN_ARGS and resolves expressions in its options, which are
 * new in 3.9. An unknown version counts as a current one.
 */
export function isBefore39(mavenVersion: string | undefined): boolean {
  return /^(?:[12]\.|3\.[0-8](?:\.|$))/.test(mavenVersion ?? '');
}
