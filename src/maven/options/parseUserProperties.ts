import type { OptionWord } from './optionWords';

/**
 * The properties that `-Dname=value`, `-D name=value` and `--define name=value` set among options. The
 * last definition counts; one without a value is `true`.
 */
export function parseUserProperties(words: readonly OptionWord[]): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const [index, { text }] of words.entries()) {
    const isSeparate = text === '-D' || text === '--define';
    const definition = isSeparate
      ? words[index + 1]?.text
      : /^(?:-D|--define=)(.+)$/s.exec(text)?.[1];
    if (definition === undefined) continue;
    const equals = definition.indexOf('=');
    if (equals === -1) properties.set(definition, 'true');
    else if (equals > 0) properties.set(definition.slice(0, equals), definition.slice(equals + 1));
  }
  return properties;
}
