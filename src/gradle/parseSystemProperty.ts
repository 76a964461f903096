import { splitOptions } from '../shared/splitOptions';

/** The value of `-Dname=` in the options of a JVM as a shell splits them; the last one counts. */
export function parseSystemProperty(options: string, name: string): string | undefined {
  const prefix = `-D${name}=`;
  return splitOptions(options)
    .findLast(word => word.startsWith(prefix))
    ?.slice(prefix.length);
}
