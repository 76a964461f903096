/**
 * A sentence for people, in English, with `{0}` where the user's own names go: whoever shows it
 * translates the sentence and leaves the names alone.
 */
export interface LocalizableText {
  readonly sentence: string;
  readonly args: readonly string[];
}

/** A sentence with the names that it is about. */
export function localizableText(
  sentence: string,
  ...args: readonly (string | number)[]
): LocalizableText {
  return { sentence, args: args.map(String) };
}

/** The sentence in English. */
export function formatEnglish({ sentence, args }: LocalizableText): string {
  return sentence.replaceAll(/\{(\d)\}/g, (_, at: string) => args[Number(at)] ?? '');
}
