/** The value of the name in an expression, or undefined if it is not known. */
export type PropertyLookup = (name: string) => string | undefined;

/** Properties that refer to themselves or double each other stop growing here. */
const maxDepth = 20;
const maxLength = 10_000;

/**
 * Replaces the expressions `${…}` in a text, and those in their values. An expression whose value is not
 * known, or that refers to itself, stays as it is.
 */
export function interpolate(text: string, lookup: PropertyLookup): string {
  return expand(text, lookup, []);
}

/** Whether a text still contains an expression, so that the real value is not known. */
export function hasExpression(text: string): boolean {
  return findExpression(text) !== undefined;
}

/** The first expression in a text, with `${` and `}`. */
export function findExpression(text: string): string | undefined {
  return /\$\{[^}]*\}/.exec(text)?.[0];
}

function expand(text: string, lookup: PropertyLookup, pending: readonly string[]): string {
  if (!text.includes('${')) return text;
  const expanded = text.replace(/\$\{([^}]+)\}/g, (expression, name: string) => {
    const key = name.trim();
    const value = pending.includes(key) ? undefined : lookup(key);
    if (value === undefined || pending.length >= maxDepth) return expression;
    const result = expand(value, lookup, [...pending, key]);
    return result.length > maxLength ? expression : result;
  });
  return expanded.length > maxLength ? text : expanded;
}
