/** The characters that Python's `str.strip` and `\s` treat as white space; JavaScript's differ. */
const space = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const trailingSpace = new RegExp(`[${space}]+$`);
const leadingSpace = new RegExp(`^[${space}]+`);
const lineEnd = new RegExp(String.raw`\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]`);

/** `text` without leading and trailing white space, as Python's `str.strip` returns it. */
export function strip(text: string): string {
  return rstrip(text.slice(indentation(text)));
}

/** `text` without trailing white space, as Python's `str.rstrip` returns it. */
export function rstrip(text: string): string {
  return text.replace(trailingSpace, '');
}

/** The number of white-space characters at the start of `line`. */
export function indentation(line: string): number {
  return leadingSpace.exec(line)?.[0].length ?? 0;
}

/** The lines of `text`, as Python's `str.splitlines` returns them. */
export function splitLines(text: string): string[] {
  return text.split(lineEnd);
}

/**
 * The words of `text` by the quoting rules of a POSIX shell, as Python's `shlex.split` returns them.
 * Undefined if a quotation is not closed or the text ends in a backslash.
 */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (' \t\r\n'.includes(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '\\') {
      index += 1;
      if (index === text.length) return undefined;
      word = (word ?? '') + text.charAt(index);
    } else if (character === '"' || character === "'") {
      const quoted = readQuoted(text, index + 1, character);
      if (!quoted) return undefined;
      word = (word ?? '') + quoted.value;
      index = quoted.end;
    } else word = (word ?? '') + character;
  }
  return word === undefined ? words : [...words, word];
}

/** The text from `start` to the closing `quote`, and the position of that quote. */
function readQuoted(
  text: string,
  start: number,
  quote: string,
): { readonly value: string; readonly end: number } | undefined {
  let value = '';
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === quote) return { value, end: index };
    if (quote === '"' && character === '\\') {
      index += 1;
      const escaped = text.charAt(index);
      value += escaped === '"' || escaped === '\\' ? escaped : `\\${escaped}`;
    } else value += character;
  }
  return undefined;
}
