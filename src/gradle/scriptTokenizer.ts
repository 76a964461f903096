/** The language of a script; `kotlin` for `*.kts`. */
export type ScriptLanguage = 'groovy' | 'kotlin';

/** A part of a string: literal text, or the name or the property that `$…` or `${…}` refers to, if known. */
export type StringPart = { readonly text: string } | CodeReference;

/** What a piece of code refers to: a variable by its last name, a Gradle property, or neither. */
export interface CodeReference {
  readonly name?: string | undefined;
  readonly property?: string | undefined;
}

/** A string, a word or another character of a script. Lines count from 1. */
export type ScriptToken =
  | { readonly kind: 'string'; readonly parts: readonly StringPart[]; readonly line: number }
  | { readonly kind: 'word' | 'sign'; readonly text: string; readonly line: number };

const wordPattern = /[\p{L}_][\p{L}\p{N}_]*/uy;
const referencePattern = /\{\s*([\p{L}_][\p{L}\p{N}_.]*)\s*\}|([\p{L}_][\p{L}\p{N}_]*)/uy;
/** Limits the lookahead: strings between slashes are patterns, which are short. */
const maxSlashyLength = 500;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * Splits a script into strings, words and other characters, without comments, in one pass. A string
 * in single quotes, double quotes or slashes ends at the end of its line even without its end quote.
 */
export class ScriptTokenizer {
  readonly #text: string;
  readonly #language: ScriptLanguage;
  #at = 0;
  #line = 1;
  /** Whether a slash begins a string here. Otherwise it divides. */
  #slashStartsString = true;

  constructor(text: string, language: ScriptLanguage) {
    this.#text = text;
    this.#language = language;
  }

  /** Yields the tokens in the order of the text. Never throws. */
  *tokens(): Generator<ScriptToken> {
    while (this.#at < this.#text.length) {
      if (this.#skipTrivia()) continue;
      const token = this.#nextToken();
      this.#slashStartsString = token.kind === 'sign' && !/[)\]}]/.test(token.text);
      yield token;
    }
  }

  /** Skips white space or a comment; false where there is neither. */
  #skipTrivia(): boolean {
    const character = this.#text[this.#at] ?? '';
    if (/\s/.test(character)) this.#skip(1);
    else if (this.#startsWith('//')) this.#skipLine();
    else if (this.#startsWith('/*')) this.#skipComment();
    else return false;
    return true;
  }

  #nextToken(): ScriptToken {
    const line = this.#line;
    const character = this.#text[this.#at] ?? '';
    const parts = this.#readStringIfAny(character);
    if (parts) return { kind: 'string', parts, line };
    wordPattern.lastIndex = this.#at;
    const text = wordPattern.exec(this.#text)?.[0];
    this.#skip(text?.length ?? 1);
    return text === undefined
      ? { kind: 'sign', text: character, line }
      : { kind: 'word', text, line };
  }

  #startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #skip(count: number): void {
    const end = Math.min(this.#text.length, this.#at + count);
    for (; this.#at < end; this.#at++) if (this.#text[this.#at] === '\n') this.#line++;
  }

  #skipLine(): void {
    while (this.#at < this.#text.length && !this.#startsWith('\n')) this.#skip(1);
  }

  /** Comments nest in Kotlin, but not in Groovy. */
  #skipComment(): void {
    let depth = 0;
    do {
      if (this.#startsWith('/*') && (depth === 0 || this.#language === 'kotlin')) {
        depth++;
        this.#skip(2);
      } else if (this.#startsWith('*/')) {
        depth--;
        this.#skip(2);
      } else this.#skip(1);
    } while (depth > 0 && this.#at < this.#text.length);
  }

  #readStringIfAny(character: string): readonly StringPart[] | undefined {
    const isGroovy = this.#language === 'groovy';
    if (character === '"' || (character === "'" && isGroovy)) {
      const triple = character.repeat(3);
      const quote = this.#startsWith(triple) ? triple : character;
      const raw = !isGroovy && quote === triple;
      return this.#readString(quote, { interpolates: character === '"', escapes: !raw });
    }
    if (character === "'") return this.#readString("'", { interpolates: false, escapes: true });
    // A slash begins a string only if another one follows in the same line. Otherwise it divides.
    if (character !== '/' || !isGroovy || !this.#slashStartsString) return undefined;
    const rest = this.#text.slice(this.#at + 1, this.#at + maxSlashyLength).split('\n', 1)[0] ?? '';
    return rest.includes('/')
      ? this.#readString('/', { interpolates: true, escapes: false })
      : undefined;
  }

  #readString(
    quote: string,
    rules: { readonly interpolates: boolean; readonly escapes: boolean },
  ): readonly StringPart[] {
    const parts: StringPart[] = [];
    let text = '';
    this.#skip(quote.length);
    while (this.#at < this.#text.length && !this.#startsWith(quote)) {
      const character = this.#text[this.#at] ?? '';
      if (character === '\n' && quote.length === 1) break;
      if (character === '\\' && (rules.escapes || quote === '/')) {
        text += this.#readEscape(quote);
      } else if (character === '$' && rules.interpolates) {
        const part = this.#readReference();
        if ('text' in part) text += part.text;
        else {
          parts.push({ text }, part);
          text = '';
        }
      } else {
        text += character;
        this.#skip(1);
      }
    }
    if (this.#startsWith(quote)) this.#skip(quote.length);
    return [...parts, { text }];
  }

  #readEscape(quote: string): string {
    const escaped = this.#text[this.#at + 1] ?? '';
    if (quote === '/' && escaped !== '/') {
      this.#skip(1);
      return '\\';
    }
    const code = /^u+([0-9A-Fa-f]{4})/.exec(this.#text.slice(this.#at + 1, this.#at + 12));
    this.#skip(code ? 1 + code[0].length : 2);
    if (code?.[1] !== undefined) return String.fromCharCode(parseInt(code[1], 16));
    return escapes[escaped] ?? escaped;
  }

  #readReference(): StringPart {
    referencePattern.lastIndex = this.#at + 1;
    const found = referencePattern.exec(this.#text);
    if (found) {
      this.#skip(1 + found[0].length);
      return { name: (found[1] ?? found[2])?.split('.').at(-1) };
    }
    if (this.#text[this.#at + 1] !== '{') {
      this.#skip(1);
      return { text: '$' };
    }
    const start = this.#at + 2;
    this.#at++;
    this.#skipCode();
    return parseReference(this.#text.slice(start, Math.min(this.#at - 1, start + 500)));
  }

  /** Skips `{…}` with the strings and braces in it, at most to the end of the line. */
  #skipCode(): void {
    let depth = 0;
    let openQuote: string | undefined;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? '';
      if (character === '\n') return;
      this.#skip(1);
      if (openQuote !== undefined) {
        if (character === '\\') this.#skip(1);
        else if (character === openQuote) openQuote = undefined;
      } else if (character === '"' || character === "'") openQuote = character;
      else if (character === '{') depth++;
      else if (character === '}' && --depth === 0) return;
    }
  }
}

const elementPattern = /^(?:[\w.]+\.)?(ext|extra|properties)\s*\[\s*["']([\w.-]+)["']\s*\]$/;
const getterPattern =
  /^(?:[\w.]+\.)?(?:gradleProperty|findProperty|property)\(\s*["']([\w.-]+)["']\s*\)/;
const valuePattern = /^(?:[\w.]+\.)?(\w+)\.(?:get|getOrNull|toString)\(\)$/;

function parseReference(code: string): CodeReference {
  const text = code.trim();
  const [, container, element] = elementPattern.exec(text) ?? [];
  if (container === 'properties') return { property: element };
  const property = getterPattern.exec(text)?.[1];
  return property === undefined ? { name: element ?? valuePattern.exec(text)?.[1] } : { property };
}
