import type { ScriptLanguage } from './readGradleScript';

/** A part of a string: literal text, or the name in `$name` and `${name}`; `undefined`: code. */
export type StringPart = { readonly text: string } | { readonly name: string | undefined };

/** A string, a word or a sign of a script. */
export type ScriptToken =
  | { readonly kind: 'string'; readonly parts: readonly StringPart[]; readonly line: number }
  | { readonly kind: 'word' | 'sign'; readonly text: string; readonly line: number };

const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const reference = /\{\s*([\p{L}_][\p{L}\p{N}_.]*)\s*\}|([\p{L}_][\p{L}\p{N}_]*)/uy;
/** Keeps the look ahead short: strings between slashes are patterns, not texts. */
const longestSlashy = 500;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * The strings, words and signs of a script, without comments, in one pass over its text. What does
 * not end where it should ends with its line.
 */
export class ScriptTokens {
  readonly #text: string;
  readonly #language: ScriptLanguage;
  #at = 0;
  #line = 1;
  /** Whether a slash would begin a string here, and not divide. */
  #slashOpens = true;

  constructor(text: string, language: ScriptLanguage) {
    this.#text = text;
    this.#language = language;
  }

  *tokens(): Generator<ScriptToken> {
    while (this.#at < this.#text.length) {
      if (this.#skipBetween()) continue;
      const token = this.#next();
      this.#slashOpens = token.kind === 'sign' && !/[)\]}]/.test(token.text);
      yield token;
    }
  }

  /** Skips white space or a comment; false where there is neither. */
  #skipBetween(): boolean {
    const here = this.#text[this.#at] ?? '';
    if (/\s/.test(here)) this.#skip(1);
    else if (this.#stands('//')) this.#skipLine();
    else if (this.#stands('/*')) this.#skipComment();
    else return false;
    return true;
  }

  #next(): ScriptToken {
    const line = this.#line;
    const here = this.#text[this.#at] ?? '';
    const parts = this.#string(here);
    if (parts) return { kind: 'string', parts, line };
    word.lastIndex = this.#at;
    const text = word.exec(this.#text)?.[0];
    this.#skip(text?.length ?? 1);
    return text === undefined ? { kind: 'sign', text: here, line } : { kind: 'word', text, line };
  }

  #stands(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #skip(count: number): void {
    const end = Math.min(this.#text.length, this.#at + count);
    for (; this.#at < end; this.#at++) if (this.#text[this.#at] === '\n') this.#line++;
  }

  #skipLine(): void {
    while (this.#at < this.#text.length && !this.#stands('\n')) this.#skip(1);
  }

  /** Kotlin's comments nest. */
  #skipComment(): void {
    let depth = 0;
    do {
      if (this.#stands('/*') && (depth === 0 || this.#language === 'kotlin')) {
        depth++;
        this.#skip(2);
      } else if (this.#stands('*/')) {
        depth--;
        this.#skip(2);
      } else this.#skip(1);
    } while (depth > 0 && this.#at < this.#text.length);
  }

  #string(here: string): readonly StringPart[] | undefined {
    const isGroovy = this.#language === 'groovy';
    if (here === '"' || (here === "'" && isGroovy)) {
      const triple = here.repeat(3);
      const quote = this.#stands(triple) ? triple : here;
      const raw = !isGroovy && quote === triple;
      return this.#read(quote, { interpolates: here === '"', escapes: !raw });
    }
    if (here === "'") return this.#read("'", { interpolates: false, escapes: true });
    // A slash on its own line's other end makes a string; one that is alone divides.
    if (here !== '/' || !isGroovy || !this.#slashOpens) return undefined;
    const rest = this.#text.slice(this.#at + 1, this.#at + longestSlashy).split('\n', 1)[0] ?? '';
    return rest.includes('/') ? this.#read('/', { interpolates: true, escapes: false }) : undefined;
  }

  #read(
    quote: string,
    form: { readonly interpolates: boolean; readonly escapes: boolean },
  ): readonly StringPart[] {
    const parts: StringPart[] = [];
    let text = '';
    this.#skip(quote.length);
    while (this.#at < this.#text.length && !this.#stands(quote)) {
      const here = this.#text[this.#at] ?? '';
      if (here === '\n' && quote.length === 1) break;
      if (here === '\\' && (form.escapes || quote === '/')) {
        text += this.#escape(quote);
      } else if (here === '$' && form.interpolates) {
        const part = this.#reference();
        if ('text' in part) text += part.text;
        else {
          parts.push({ text }, part);
          text = '';
        }
      } else {
        text += here;
        this.#skip(1);
      }
    }
    if (this.#stands(quote)) this.#skip(quote.length);
    return [...parts, { text }];
  }

  #escape(quote: string): string {
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

  #reference(): StringPart {
    reference.lastIndex = this.#at + 1;
    const found = reference.exec(this.#text);
    if (found) {
      this.#skip(1 + found[0].length);
      return { name: found[1] ?? found[2] };
    }
    if (this.#text[this.#at + 1] !== '{') {
      this.#skip(1);
      return { text: '$' };
    }
    this.#skipCode();
    return { name: undefined };
  }

  /** Skips `${…}` with the strings and braces in it, at most to the end of the line. */
  #skipCode(): void {
    let depth = 0;
    let quoted: string | undefined;
    while (this.#at < this.#text.length) {
      const here = this.#text[this.#at] ?? '';
      if (here === '\n') return;
      this.#skip(1);
      if (quoted !== undefined) {
        if (here === '\\') this.#skip(1);
        else if (here === quoted) quoted = undefined;
      } else if (here === '"' || here === "'") quoted = here;
      else if (here === '{') depth++;
      else if (here === '}' && --depth === 0) return;
    }
  }
}
