import { optionWords } from '../shared/optionWords';

/** The value of `-Dname=` in the options of a JVM as a shell splits them; the last one counts. */
export function systemProperty(options: string, name: string): string | undefined {
  const prefix = `-D${name}=`;
  return optionWords(options)
    .findLast(word => word.startsWith(prefix))
    ?.slice(prefix.length);
}
