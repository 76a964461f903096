import type { ScriptToken, StringPart } from './scriptTokenizer';

/** The value of an expression, or the Gradle property that it reads. Neither if it is unknown. */
export interface ScriptValue {
  readonly value?: string | undefined;
  readonly property?: string | undefined;
}

interface Scope {
  readonly values: Map<string, ScriptValue>;
  readonly isBranch: boolean;
  /** Whether the block is `ext { … }` or `extra.apply { … }`, whose names all blocks see. */
  readonly isExtra: boolean;
}

const maxLength = 2000;
/** Limits how far an expression is read, so that the time stays proportional to the text. */
const maxTokens = 60;
const maxDepth = 5;
const branchWords = new Set(['if', 'else', 'when', 'for', 'while', 'try', 'catch', 'switch']);
const extraWords = new Set(['ext', 'extra']);
const wrappers = new Set(['uri', 'URI', 'create', 'trim', 'extra', 'String']);
const getters = new Set(['gradleProperty', 'findProperty', 'property']);
const defaults = new Set(['orElse', 'getOrElse', 'getOrDefault']);
const accessors = new Set(['get', 'getOrNull', 'orNull', 'toString', 'toURI']);
const unknown: ScriptValue = {};

/** Evaluates constants, concatenations and defaults in a script, by the scope in which they are. */
export class ScriptEvaluator {
  readonly #tokens: readonly ScriptToken[];
  readonly #gradleProperties: ReadonlyMap<string, string>;
  readonly #root: Scope = createScope();
  readonly #scopes: Scope[] = [this.#root];
  /** The parentheses that were open at each open brace, and those that are open now. */
  readonly #outerParentheses: number[] = [];
  #parentheses = 0;
  #statementStart = 0;
  #parameters: readonly string[] = [];

  constructor(tokens: readonly ScriptToken[], gradleProperties: ReadonlyMap<string, string>) {
    this.#tokens = tokens;
    this.#gradleProperties = gradleProperties;
  }

  /** Takes in the token at `at`. Call it for each token, in order. */
  visit(at: number): void {
    const token = this.#tokens[at];
    if (!token || token.kind === 'string') return;
    const previous = this.#tokens[at - 1];
    if (!previous || previous.line !== token.line || [';', '{', '}'].includes(this.#text(at - 1)))
      this.#statementStart = at;
    if (token.kind === 'word') this.#visitWord(at, token.text);
    else if (token.text === '{') this.#open();
    else if (token.text === '}') this.#close();
    else if (token.text === '(') this.#parentheses++;
    else if (token.text === ')') this.#parentheses = Math.max(0, this.#parentheses - 1);
    else if (token.text === '=' && this.#text(at - 1) === ']') this.#assignElement(at);
  }

  /** Whether a constant or variable of that name can be seen here. */
  isDeclared(name: string): boolean {
    return this.#scopes.some(({ values }) => values.has(name));
  }

  /** The whole text of a string, if all references in it are known. */
  evaluateString(parts: readonly StringPart[]): string | undefined {
    return this.#evaluateParts(parts).value;
  }

  /** The value of the expression at `at`: a string, a name, a sum of them, or a default for them. */
  evaluate(at: number, depth = 0): ScriptValue {
    if (depth > maxDepth) return unknown;
    const first = this.#evaluateOperand(at, depth);
    let { value } = first;
    let { end } = first;
    while (value !== undefined && this.#text(end) === '+' && end - at < maxTokens) {
      const next = this.#evaluateOperand(end + 1, depth);
      value = next.value === undefined ? undefined : value + next.value;
      if (value !== undefined && value.length > maxLength) return unknown;
      end = next.end;
    }
    if (value !== undefined) return { value, property: first.property };
    const fallback = this.#evaluateDefault(at, depth);
    return { value: fallback, property: first.property };
  }

  #evaluateOperand(at: number, depth: number): ScriptValue & { readonly end: number } {
    let start = at;
    while (this.#text(start) === '(' && start - at < maxDepth) start++;
    const token = this.#tokens[start];
    if (token?.kind === 'string') return { ...this.#evaluateParts(token.parts), end: start + 1 };
    if (token?.kind !== 'word') return { end: start + 1 };
    let last = start;
    while (
      this.#text(last + 1) === '.' &&
      this.#tokens[last + 2]?.kind === 'word' &&
      last - start < maxTokens &&
      !getters.has(this.#text(last)) &&
      !accessors.has(this.#text(last + 2))
    )
      last += 2;
    const name = this.#text(last);
    const argument = this.#tokens[last + 2];
    const isCall = this.#text(last + 1) === '(' || this.#text(last + 1) === '[';
    if (isCall && argument?.kind === 'string') {
      const key = this.evaluateString(argument.parts);
      const end = this.#skipAccessors(last + 4);
      if (key !== undefined && (getters.has(name) || name === 'properties'))
        return { value: this.#gradleProperties.get(key), property: key, end };
      if (key !== undefined && extraWords.has(name) && this.#text(last + 1) === '[')
        return { ...this.#lookUp(key), end };
    }
    if (wrappers.has(name) && this.#text(last + 1) === '(')
      return { ...this.evaluate(last + 2, depth + 1), end: last + maxTokens };
    if (isCall) return { end: last + 1 };
    return { ...this.#lookUp(name), end: this.#skipAccessors(last + 1) };
  }

  #skipAccessors(at: number): number {
    let end = at;
    while (this.#text(end) === '.' && accessors.has(this.#text(end + 1)))
      end += this.#text(end + 2) === '(' ? 4 : 2;
    return end;
  }

  /** The value behind `?:` or in `orElse(…)` in the same line. */
  #evaluateDefault(at: number, depth: number): string | undefined {
    const line = this.#tokens[at]?.line;
    for (let index = at; index < at + maxTokens; index++) {
      const text = this.#text(index);
      if (this.#tokens[index]?.line !== line || text === ';' || text === '}' || text === '{')
        return;
      if (text === '?' && this.#text(index + 1) === ':')
        return this.evaluate(index + 2, depth + 1).value;
      if (!defaults.has(text)) continue;
      const isPair = text === 'getOrDefault' && this.#text(index + 3) === ',';
      return this.evaluate(index + (isPair ? 4 : 2), depth + 1).value;
    }
    return undefined;
  }

  #evaluateParts(parts: readonly StringPart[]): ScriptValue {
    let value = '';
    let property: string | undefined;
    for (const part of parts) {
      const found: ScriptValue = 'text' in part ? { value: part.text } : this.#resolve(part);
      property ??= found.property;
      // An unknown name of a repository does not hide the domain that the host names.
      const text = found.value ?? (/^https?:\/\/[^/\s]+\/\w/.test(value) ? 'unknown' : undefined);
      if (text === undefined || value.length + text.length > maxLength) return { property };
      value += text;
    }
    return { value, property };
  }

  #resolve({ name, property }: Exclude<StringPart, { text: string }>): ScriptValue {
    if (property !== undefined) return { value: this.#gradleProperties.get(property), property };
    return name === undefined ? unknown : this.#lookUp(name);
  }

  #lookUp(name: string): ScriptValue {
    for (const { values } of this.#scopes.toReversed()) {
      const found = values.get(name);
      if (found) return found;
    }
    return { value: this.#gradleProperties.get(name) };
  }

  #visitWord(at: number, text: string): void {
    if ((text === 'fun' || text === 'def') && this.#parentheses === 0) this.#readParameters(at);
    if (text === 'set' && this.#text(at + 1) === '(' && this.#text(at + 3) === ',') {
      const key = this.#stringAt(at + 2);
      if (key !== undefined) this.#root.values.set(key, this.evaluate(at + 4));
    }
    if (this.#parentheses > 0) return;
    if (text === 'val' || text === 'var') this.#declareKotlin(at);
    else if (this.#text(at + 1) === '=' && this.#text(at + 2) !== '=') this.#assign(at, text);
  }

  /** `val name = …`, `val name: Type = …`, `val name by extra(…)`, `val name: Type by project`. */
  #declareKotlin(at: number): void {
    const name = this.#text(at + 1);
    for (let index = at + 2; index < at + 8; index++) {
      const text = this.#text(index);
      if (text === '=') {
        // Other blocks see the constants of an object as Object.NAME.
        const scope = this.#text(at - 1) === 'const' ? this.#root : this.#current();
        scope.values.set(name, this.evaluate(index + 1));
        return;
      }
      if (text !== 'by') continue;
      const delegate = this.#text(index + 1);
      if (delegate === 'project' || delegate === 'settings')
        this.#current().values.set(name, {
          value: this.#gradleProperties.get(name),
          property: name,
        });
      if (delegate === 'extra') this.#root.values.set(name, this.evaluate(index + 1));
      return;
    }
  }

  #assign(at: number, name: string): void {
    const previous = this.#tokens[at - 1];
    const keyword = this.#text(at - 1);
    if (keyword === 'val' || keyword === 'var') return;
    const current = this.#current();
    const value = this.evaluate(at + 2);
    if (keyword === '.') {
      if (extraWords.has(this.#text(at - 2))) this.#root.values.set(name, value);
      return;
    }
    const isDeclaration =
      previous?.kind === 'word' && previous.line === this.#tokens[at]?.line && keyword !== 'else';
    if (current.isExtra) this.#root.values.set(name, value);
    else if (isDeclaration || current === this.#root || !current.isBranch)
      current.values.set(name, value);
    else for (const { values } of this.#scopes) if (values.has(name)) values.set(name, unknown);
  }

  /** `extra["name"] = …` and `ext['name'] = …`. */
  #assignElement(at: number): void {
    const key = this.#stringAt(at - 2);
    if (key !== undefined && extraWords.has(this.#text(at - 4)))
      this.#root.values.set(key, this.evaluate(at + 1));
  }

  /** The parameters of a function hide constants of the same name in its body. */
  #readParameters(at: number): void {
    const names: string[] = [];
    let index = at + 1;
    while (index < at + 6 && this.#text(index) !== '(' && this.#text(index) !== '=') index++;
    if (this.#text(index) !== '(') return;
    for (; index < at + maxTokens && this.#text(index) !== ')'; index++)
      if (
        this.#tokens[index]?.kind === 'word' &&
        [':', ',', ')', '='].includes(this.#text(index + 1))
      )
        names.push(this.#text(index));
    this.#parameters = names;
  }

  #open(): void {
    const start = this.#text(this.#statementStart);
    const scope = createScope(branchWords.has(start), extraWords.has(start));
    for (const name of this.#parameters) scope.values.set(name, unknown);
    this.#parameters = [];
    this.#scopes.push(scope);
    this.#outerParentheses.push(this.#parentheses);
    this.#parentheses = 0;
  }

  #close(): void {
    if (this.#scopes.length === 1) return;
    this.#scopes.pop();
    this.#parentheses = this.#outerParentheses.pop() ?? 0;
  }

  #current(): Scope {
    return this.#scopes.at(-1) ?? this.#root;
  }

  #stringAt(at: number): string | undefined {
    const token = this.#tokens[at];
    return token?.kind === 'string' ? this.evaluateString(token.parts) : undefined;
  }

  #text(at: number): string {
    const token = this.#tokens[at];
    return token && token.kind !== 'string' ? token.text : '';
  }
}

function createScope(isBranch = false, isExtra = false): Scope {
  return { values: new Map(), isBranch, isExtra };
}
