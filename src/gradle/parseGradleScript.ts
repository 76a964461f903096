import { ScriptTokenizer, type ScriptLanguage, type ScriptToken } from './scriptTokenizer';
import { ScriptEvaluator } from './scriptEvaluator';

/** A URL that a script names, with `unknown` for parts of its path that cannot be evaluated. Lines count from 1. */
export interface ScriptUrl {
  readonly url: string;
  readonly line: number;
  /** The number of the `maven { … }` block that contains it, if any. */
  readonly block?: number;
}

/** A Gradle property that a script reads. */
export interface ScriptProperty {
  readonly name: string;
  readonly line: number;
  /** The number of the `maven { … }` block that contains it, if any. */
  readonly block?: number;
  /** Whether its value becomes the password of the block's repository. */
  readonly isPassword: boolean;
}

/** The URLs and properties in a Gradle script, in the order of the text. */
export interface GradleScriptModel {
  /** The http and https URLs, with the constants of the script inserted. */
  readonly urls: readonly ScriptUrl[];
  readonly properties: readonly ScriptProperty[];
}

const propertyGetters = new Set(['gradleProperty', 'findProperty', 'property', 'properties']);
const urlSetters = new Set(['url', 'setUrl', 'maven']);
const urlFunctions = new Set(['uri', 'URI', 'create', 'set', 'java', 'net', 'project']);

/**
 * Reads the URLs and properties of build.gradle, settings.gradle, init scripts and their Kotlin
 * forms. This is not a parser for these languages: it knows comments, strings, blocks, constants and
 * the usual ways to read a property, and leaves out what it cannot evaluate. Never throws.
 * `gradleProperties` are the values of the project's gradle.properties.
 */
export function parseGradleScript(
  text: string,
  language: ScriptLanguage,
  gradleProperties: ReadonlyMap<string, string> = new Map(),
): GradleScriptModel {
  const tokens = [...new ScriptTokenizer(text, language).tokens()];
  return new ScriptReader(tokens, language, gradleProperties).read();
}

class ScriptReader {
  readonly #tokens: readonly ScriptToken[];
  readonly #language: ScriptLanguage;
  readonly #evaluator: ScriptEvaluator;
  readonly #urls: ScriptUrl[] = [];
  readonly #properties: ScriptProperty[] = [];
  /** The lines of `credentials(PasswordCredentials)`, and the names of repositories, by block. */
  readonly #namedCredentials = new Map<number, number>();
  readonly #repositoryNames = new Map<number, string>();
  /** The blocks of the braces that are open; undefined outside `maven`. */
  readonly #blocks: (number | undefined)[] = [undefined];
  #blockCount = 0;
  /** The block of a `maven` whose brace has not been reached. */
  #pendingBlock: number | undefined;
  #parentheses = 0;
  #passwordLine = 0;

  constructor(
    tokens: readonly ScriptToken[],
    language: ScriptLanguage,
    gradleProperties: ReadonlyMap<string, string>,
  ) {
    this.#tokens = tokens;
    this.#language = language;
    this.#evaluator = new ScriptEvaluator(tokens, gradleProperties);
  }

  read(): GradleScriptModel {
    for (const [at, token] of this.#tokens.entries()) {
      this.#evaluator.visit(at);
      if (token.kind === 'sign') this.#readSign(token.text, at);
      else if (token.kind === 'word') this.#readWord(token.text, at);
      else this.#readString(at);
    }
    for (const [block, line] of this.#namedCredentials) {
      const name = `${this.#repositoryNames.get(block) ?? 'maven'}Password`;
      this.#properties.push({ name, line, block, isPassword: true });
    }
    return { urls: this.#urls, properties: this.#properties };
  }

  #readSign(text: string, at: number): void {
    if (text === '{') {
      this.#blocks.push(this.#pendingBlock ?? this.#blocks.at(-1));
      this.#pendingBlock = undefined;
    } else if (text === '}' && this.#blocks.length > 1) this.#blocks.pop();
    else if (text === '(') this.#parentheses++;
    else if (text === ')') {
      this.#parentheses = Math.max(0, this.#parentheses - 1);
      if (this.#parentheses === 0 && this.#text(at + 1) !== '{') this.#pendingBlock = undefined;
    }
  }

  #readWord(text: string, at: number): void {
    const next = this.#text(at + 1);
    if (text === 'maven' && (next === '(' || next === '{')) this.#pendingBlock = ++this.#blockCount;
    if (text === 'password') this.#readPassword(at);
    const block = this.#block();
    if (text === 'credentials' && this.#text(at + 2) === 'PasswordCredentials' && block)
      this.#namedCredentials.set(block, this.#line(at));
    if (text === 'name' && block) {
      const { value } = this.#evaluator.evaluate(next === '=' ? at + 2 : at + 1);
      if (value !== undefined && !this.#repositoryNames.has(block))
        this.#repositoryNames.set(block, value);
    }
    if (!this.#isUrlPosition(at) || urlFunctions.has(text)) return;
    this.#addUrl(this.#evaluator.evaluate(at).value, this.#line(at));
  }

  #readString(at: number): void {
    const token = this.#tokens[at];
    if (token?.kind !== 'string') return;
    const [previous, beforePrevious] = [this.#text(at - 1), this.#text(at - 2) ?? ''];
    if (previous !== '+') this.#addUrl(this.#evaluator.evaluate(at).value, token.line);
    const value = this.#evaluator.evaluateString(token.parts);
    const isCall = previous === '(' || previous === '[';
    if (value && propertyGetters.has(isCall ? beforePrevious : (previous ?? '')))
      this.#addProperty(value, token.line, token.line === this.#passwordLine);
  }

  #readPassword(at: number): void {
    let operand = at + 1;
    if (this.#text(operand) === '.' && this.#text(operand + 1) === 'set') operand += 2;
    if (this.#text(operand) === '=' || this.#text(operand) === '(') operand++;
    const token = this.#tokens[operand];
    const line = this.#line(at);
    this.#passwordLine = line;
    if (!token || token.line !== line || token.kind === 'sign') return;
    const { property } = this.#evaluator.evaluate(operand);
    const isPlain = !['.', '(', '['].includes(this.#text(operand + 1) ?? '');
    if (token.kind === 'string') {
      const references = token.parts.filter(part => !('text' in part));
      const [reference] = references;
      const name = reference && 'name' in reference ? reference.name : undefined;
      const isUnknown = name !== undefined && !this.#evaluator.isDeclared(name);
      if (property !== undefined) this.#addProperty(property, line, true);
      else if (references.length === 1 && isUnknown) this.#addProperty(name, line, true);
    } else if (isPlain && property !== undefined) this.#addProperty(property, line, true);
    else if (isPlain && this.#language === 'groovy' && !this.#evaluator.isDeclared(token.text))
      this.#addProperty(token.text, line, true);
  }

  /** Whether the word is the value of `url`, or the argument of `maven(…)`. */
  #isUrlPosition(at: number): boolean {
    for (let before = at - 1; before >= Math.max(0, at - 8); before--) {
      const text = this.#text(before) ?? '';
      if (urlSetters.has(text)) return text !== 'maven' || this.#text(before + 1) === '(';
      if (!urlFunctions.has(text) && !['=', '(', '.', 'new'].includes(text)) return false;
    }
    return false;
  }

  #addUrl(value: string | undefined, line: number): void {
    const url = value?.trim();
    if (url === undefined || !/^https?:\/\/[^\s/]/i.test(url)) return;
    const block = this.#block();
    this.#urls.push({ url, line, ...(block !== undefined && { block }) });
  }

  #addProperty(name: string, line: number, isPassword: boolean): void {
    const block = this.#block();
    const previous = this.#properties.at(-1);
    if (previous?.name === name && previous.line === line && previous.block === block) return;
    this.#properties.push({ name, line, ...(block !== undefined && { block }), isPassword });
  }

  #block(): number | undefined {
    return this.#pendingBlock ?? this.#blocks.at(-1);
  }

  #line(at: number): number {
    return this.#tokens[at]?.line ?? 1;
  }

  #text(at: number): string | undefined {
    const token = this.#tokens[at];
    return token && token.kind !== 'string' ? token.text : undefined;
  }
}
