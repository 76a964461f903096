/**
 * `text` as people may be shown it: control, zero-width and bidirectional characters, with which a
 * package name could pretend to be another, appear as `\u{202e}`; over-long text is cut.
 */
export function visibleText(text: string, limit = 300): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu,
    character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}
