import { splitOptions } from '../shared/splitOptions';

/** The value of the last `-Dname=…` in JVM options, which are split as a shell does. */
export function parseSystemProperty(options: string, name: string): string | undefined {
  const prefix = `-D${name}=`;
  return splitOptions(options)
    .findLast(word => word.startsWith(prefix))
    ?.slice(prefix.length);
}
