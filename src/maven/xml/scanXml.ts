import { checkReferences, findForbiddenCharacter, readName, skipSpace } from './characters';
import { MutableXmlElement, type XmlElement } from './xmlElement';
import { childSchema, type ElementSchema } from './elementSchema';
import { throwAtOffset, type XmlSource } from './xmlSource';
import {
  findAstralCharacter,
  readAttributes,
  skipComment,
  skipDeclaration,
  skipInstruction,
} from './markup';

/** An oddity that does not stop Maven. */
export interface XmlScanWarning {
  readonly code: 'astral-in-comment' | 'unknown-element';
  readonly subject: string;
  readonly offset: number;
}

/** The result of a scan. */
export interface XmlScanResult {
  /** Undefined if the document contains only white space, comments and processing instructions. */
  readonly root: XmlElement | undefined;
  readonly warnings: readonly XmlScanWarning[];
}

interface OpenTag {
  readonly name: string;
  readonly schema: ElementSchema | undefined;
  readonly element: MutableXmlElement | undefined;
}

/** A deeper `<configuration>` overflows the stack of Maven's own reader. */
const maxFreeDepth = 2000;

/** Further warnings are dropped: each costs memory. */
const maxWarnings = 100;

/**
 * Scans a document in one pass, at least as strictly as XML 1.0 and Maven's own readers. A document with
 * a DTD is refused. Throws `settings-refused` with line, column and reason.
 */
export function scanXml(source: XmlSource, rootName: string, schema: ElementSchema): XmlScanResult {
  return new XmlScanner(source, rootName, schema).run();
}

class XmlScanner {
  readonly #source: XmlSource;
  readonly #text: string;
  readonly #rootName: string;
  readonly #rootSchema: ElementSchema;
  readonly #stack: OpenTag[] = [];
  readonly #warnings: XmlScanWarning[] = [];
  #root: XmlElement | undefined;
  #at = 0;

  constructor(source: XmlSource, rootName: string, schema: ElementSchema) {
    this.#source = source;
    this.#text = source.text;
    this.#rootName = rootName;
    this.#rootSchema = schema;
  }

  run(): XmlScanResult {
    const forbidden = findForbiddenCharacter(this.#source);
    if (forbidden !== -1) this.#fail(forbidden, 'there is a character that XML does not allow');
    const text = this.#text;
    this.#at = skipDeclaration(this.#source);
    while (this.#at < text.length) {
      const next = text.indexOf('<', this.#at);
      const end = next === -1 ? text.length : next;
      if (end > this.#at) this.#characters(this.#at, end);
      this.#at = end;
      if (next !== -1) this.#markup();
    }
    const open = this.#stack.at(-1);
    if (open) this.#fail(text.length, `${describeTag(open)} is not closed`);
    return { root: this.#root, warnings: this.#warnings };
  }

  #fail(offset: number, reason: string): never {
    throwAtOffset(this.#source, offset, reason);
  }

  #characters(start: number, end: number): void {
    const first = skipSpace(this.#text, start, end);
    if (first === end) return;
    const frame = this.#stack.at(-1);
    if (!frame)
      this.#fail(first, `there is text ${this.#root ? 'after' : 'before'} the root element`);
    if (!allowsText(frame)) this.#checkOnlySpace(frame, first, end);
    const part = this.#text.slice(first, end);
    const stray = part.indexOf(']]>');
    if (stray !== -1) this.#fail(first + stray, 'there is a ]]> without its beginning');
    if (!part.includes('&')) return;
    checkReferences(this.#source, first, end);
    if (frame.element) frame.element.hasMarkup = true;
  }

  /** Maven refuses text between the entries of a list, but not between the fields of an object. */
  #checkOnlySpace(frame: OpenTag, start: number, end: number): void {
    const part = this.#text
      .slice(start, end)
      .replace(/&#(?:x0*(?:20|9|a|d)|0*(?:32|9|10|13));/gi, '');
    if (skipSpace(part, 0, part.length) < part.length)
      this.#fail(start, `there is text directly in ${describeTag(frame)}`);
  }

  #markup(): void {
    const text = this.#text;
    const start = this.#at;
    const unit = text.charCodeAt(start + 1);
    if (unit === 0x2f) this.#closeTag();
    else if (unit === 0x3f) {
      this.#at = skipInstruction(this.#source, start);
      this.#markParent(true);
    } else if (unit !== 0x21) this.#openTag();
    else if (text.startsWith('<!--', start)) this.#comment();
    else if (text.startsWith('<![CDATA[', start)) this.#cdata();
    else if (text.startsWith('<!DOCTYPE', start))
      this.#fail(start, 'there is a document type declaration (DTD)');
    else this.#fail(start, 'a < begins no tag; write &lt; for it');
  }

  #comment(): void {
    const end = skipComment(this.#source, this.#at);
    const astral = findAstralCharacter(this.#source, this.#at, end);
    if (astral !== undefined && this.#warnings.length < maxWarnings)
      this.#warnings.push({ code: 'astral-in-comment', subject: 'comment', offset: astral });
    this.#markParent(true);
    this.#at = end;
  }

  #cdata(): void {
    const end = this.#text.indexOf(']]>', this.#at);
    const frame = this.#stack.at(-1);
    if (!frame) this.#fail(this.#at, 'there is text outside of the root element');
    if (end === -1) this.#fail(this.#at, 'a CDATA section is not closed');
    if (!allowsText(frame) && skipSpace(this.#text, this.#at + 9, end) < end)
      this.#fail(this.#at, `there is text directly in ${describeTag(frame)}`);
    this.#markParent(false);
    this.#at = end + 3;
  }

  #markParent(isComment: boolean): void {
    const element = this.#stack.at(-1)?.element;
    if (!element) return;
    element.hasMarkup = true;
    element.hasComments ||= isComment;
  }

  #openTag(): void {
    const start = this.#at;
    const name = readName(this.#source, start + 1);
    const tagEnd = readAttributes(this.#source, start, name.end);
    const selfClosing = this.#text.charCodeAt(tagEnd) === 0x2f;
    const schema = this.#schemaOf(name.text, start);
    const frame = this.#createFrame(name.text, schema, start, selfClosing ? tagEnd : tagEnd + 1);
    this.#at = selfClosing ? tagEnd + 2 : tagEnd + 1;
    if (!selfClosing) this.#stack.push(frame);
    else this.#closeFrame(frame, tagEnd, true);
  }

  #createFrame(
    name: string,
    schema: ElementSchema | undefined,
    start: number,
    contentStart: number,
  ): OpenTag {
    const parentFrame = this.#stack.at(-1);
    const parent = parentFrame?.element;
    if (!schema || (parentFrame && !parent) || parentFrame?.schema?.kind === 'any')
      return { name, schema, element: undefined };
    const element = new MutableXmlElement(name, schema, parent, start, contentStart);
    parent?.children.push(element);
    return { name, schema, element };
  }

  #schemaOf(name: string, start: number): ElementSchema | undefined {
    const parentFrame = this.#stack.at(-1);
    if (!parentFrame) return this.#checkRoot(name, start);
    if (parentFrame.schema?.kind === 'text')
      this.#fail(start, `there is an element inside ${describeTag(parentFrame)}`);
    const schema = childSchema(parentFrame.schema, name);
    if (schema?.kind === 'any' && this.#stack.length > maxFreeDepth)
      this.#fail(start, 'elements are nested too deeply for Maven');
    if (
      parentFrame.schema?.kind === 'object' &&
      schema &&
      parentFrame.element?.children.some(it => it.name === name)
    )
      this.#fail(start, `<${name}> stands twice in ${describeTag(parentFrame)}`);
    if (parentFrame.schema && !schema && this.#warnings.length < maxWarnings)
      this.#warnings.push({ code: 'unknown-element', subject: name, offset: start });
    return schema;
  }

  #checkRoot(name: string, start: number): ElementSchema {
    if (this.#root) this.#fail(start, 'there is a second root element');
    if (name === this.#rootName) return this.#rootSchema;
    const expectedTag = `<${this.#rootName}>`;
    if (name.endsWith(`:${this.#rootName}`))
      this.#fail(
        start,
        `the root element has a namespace prefix; Maven wants a plain ${expectedTag}`,
      );
    return this.#fail(start, `the root element is not ${expectedTag}`);
  }

  #closeTag(): void {
    const start = this.#at;
    const name = readName(this.#source, start + 2);
    const frame = this.#stack.pop();
    if (!frame) this.#fail(start, 'a closing tag has no opening one');
    if (name.text !== frame.name)
      this.#fail(start, `${describeTag(frame)} is not closed before another element is`);
    const end = skipSpace(this.#text, name.end, this.#text.length);
    if (this.#text.charCodeAt(end) !== 0x3e) this.#fail(start, 'a closing tag is not well-formed');
    this.#at = end + 1;
    this.#closeFrame(frame, start, false);
  }

  #closeFrame({ element }: OpenTag, contentEnd: number, selfClosing: boolean): void {
    if (!element) return;
    element.contentEnd = contentEnd;
    element.end = this.#at;
    element.selfClosing = selfClosing;
    if (!element.parent) this.#root = element;
  }
}

function allowsText({ schema }: OpenTag): boolean {
  return schema?.kind !== 'list' && schema?.kind !== 'properties';
}

/** Names only elements that Maven knows: any other name may be part of a secret. */
function describeTag({ name, schema, element }: OpenTag): string {
  return schema && element ? `<${name}>` : 'an element';
}
