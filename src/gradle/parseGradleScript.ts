import {
  ScriptTokenizer,
  type ScriptLanguage,
  type ScriptToken,
  type StringPart,
} from './scriptTokenizer';

/** A URL that a script names. Lines count from 1. */
export interface ScriptUrl {
  readonly url: string;
  readonly line: number;
}

/** A Gradle property that a script asks for by name. */
export interface ScriptProperty {
  readonly name: string;
  readonly line: number;
}

/** What a Gradle script says that matters to us, in its order. */
export interface GradleScriptModel {
  /** All string literals that are http or https URLs, constants of the file put in. */
  readonly urls: readonly ScriptUrl[];
  /** `gradleProperty("…")`, `findProperty("…")`, `property("…")`. */
  readonly properties: readonly ScriptProperty[];
}

const maxUrlLength = 2000;
const propertyGetters = new Set(['gradleProperty', 'findProperty', 'property']);

/**
 * Reads build.gradle, settings.gradle, init scripts and their Kotlin forms: no parser, only comments,
 * strings and words, in one pass. Never throws; what a person half typed gives what can be seen.
 */
export function parseGradleScript(text: string, language: ScriptLanguage): GradleScriptModel {
  const urls: ScriptUrl[] = [];
  const properties: ScriptProperty[] = [];
  const constants = new Map<string, string>();
  let previousTokens: readonly ScriptToken[] = [];
  for (const token of new ScriptTokenizer(text, language).tokens()) {
    if (token.kind === 'string') {
      const { line } = token;
      const value = evaluateString(token.parts, constants);
      const name = findAssignedName(previousTokens);
      if (name !== undefined && value !== undefined) constants.set(name, value);
      if (value !== undefined && /^https?:\/\/[^\s/]/i.test(value.trim()))
        urls.push({ url: value.trim(), line });
      if (value !== undefined && value !== '' && isPropertyLookup(previousTokens))
        properties.push({ name: value, line });
    }
    previousTokens = [...previousTokens.slice(-4), token];
  }
  return { urls, properties };
}

/** The whole text; undefined where it depends on what is not a constant of the file. */
function evaluateString(
  parts: readonly StringPart[],
  constants: ReadonlyMap<string, string>,
): string | undefined {
  let value = '';
  for (const part of parts) {
    const text = 'text' in part ? part.text : constants.get(part.name?.split('.').at(-1) ?? '');
    if (text === undefined || value.length + text.length > maxUrlLength) return undefined;
    value += text;
  }
  return value;
}

/** The name in `name = "…"`, `ext.name = "…"` and `val name: String = "…"`. */
function findAssignedName(previousTokens: readonly ScriptToken[]): string | undefined {
  const [name, colon, type, sign] = [-4, -3, -2, -1].map(it => tokenText(previousTokens.at(it)));
  if (sign !== '=') return undefined;
  if (colon === ':' && name !== undefined) return name;
  return previousTokens.at(-2)?.kind === 'word' ? type : undefined;
}

function isPropertyLookup(previousTokens: readonly ScriptToken[]): boolean {
  const lastText = tokenText(previousTokens.at(-1)) ?? '';
  return propertyGetters.has(
    lastText === '(' ? (tokenText(previousTokens.at(-2)) ?? '') : lastText,
  );
}

function tokenText(token: ScriptToken | undefined): string | undefined {
  return token && token.kind !== 'string' ? token.text : undefined;
}
