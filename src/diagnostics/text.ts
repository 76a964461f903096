/**
 * A sentence for people, in English, with `{0}` where the user's own names go: whoever shows it
 * translates the sentence and leaves the names alone.
 */
export interface Text {
  readonly sentence: string;
  readonly names: readonly string[];
}

/** A sentence with the names that it is about. */
export function text(sentence: string, ...names: readonly (string | number)[]): Text {
  return { sentence, names: names.map(String) };
}

/** The sentence in English. */
export function inEnglish({ sentence, names }: Text): string {
  return sentence.replaceAll(/\{(\d)\}/g, (_, at: string) => names[Number(at)] ?? '');
}
