/**
 * Prepares untrusted text for display. Control, zero-width and bidirectional characters, which could
 * make one name look like another, become escapes such as `\u{202e}`; longer text is truncated.
 */
export function visibleText(text: string, limit = 300): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu,
    character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return shown.length > limit ? `${shown.slice(0, limit - 1)}…` : shown;
}
