import { checkReferences, findForbidden, readName, skipSpace } from './characters';
import { OpenElement, type XmlElement } from './element';
import { childShape, type Shape } from './shape';
import { refuse, type XmlSource } from './source';
import { astralIn, readAttributes, skipComment, skipDeclaration, skipInstruction } from './tags';

/** Something odd that was met on the way. */
export interface ScanRemark {
  readonly code: 'astral-in-comment' | 'unknown-element';
  readonly subject: string;
  readonly offset: number;
}

/** What a document holds. */
export interface Scan {
  /** Undefined when there is nothing but white space, comments and instructions. */
  readonly root: XmlElement | undefined;
  readonly remarks: readonly ScanRemark[];
}

interface Frame {
  readonly name: string;
  readonly shape: Shape | undefined;
  readonly element: OpenElement | undefined;
}

/** Maven's own reader overflows its stack on a `<configuration>` that is a little deeper. */
const deepestFree = 2000;

/** Nobody reads more, and each costs memory. */
const mostRemarks = 100;

/**
 * Reads a document once, from front to back and without recursion, at least as strictly as XML 1.0
 * and Maven's own readers do. A DTD is never read. Throws `settings-refused`.
 */
export function scan(source: XmlSource, rootName: string, shape: Shape): Scan {
  return new Scanner(source, rootName, shape).run();
}

class Scanner {
  readonly #source: XmlSource;
  readonly #text: string;
  readonly #rootName: string;
  readonly #shape: Shape;
  readonly #stack: Frame[] = [];
  readonly #remarks: ScanRemark[] = [];
  #root: XmlElement | undefined;
  #at = 0;

  constructor(source: XmlSource, rootName: string, shape: Shape) {
    this.#source = source;
    this.#text = source.text;
    this.#rootName = rootName;
    this.#shape = shape;
  }

  run(): Scan {
    const forbidden = findForbidden(this.#source);
    if (forbidden !== -1) this.#refuse(forbidden, 'there is a character that XML does not allow');
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
    if (open) this.#refuse(text.length, `${tag(open)} is not closed`);
    return { root: this.#root, remarks: this.#remarks };
  }

  #refuse(offset: number, reason: string): never {
    refuse(this.#source, offset, reason);
  }

  #characters(start: number, end: number): void {
    const first = skipSpace(this.#text, start, end);
    if (first === end) return;
    const frame = this.#stack.at(-1);
    if (!frame)
      this.#refuse(first, `there is text ${this.#root ? 'after' : 'before'} the root element`);
    if (!allowsText(frame)) this.#onlySpace(frame, first, end);
    const part = this.#text.slice(first, end);
    const stray = part.indexOf(']]>');
    if (stray !== -1) this.#refuse(first + stray, 'there is a ]]> without its beginning');
    if (!part.includes('&')) return;
    checkReferences(this.#source, first, end);
    if (frame.element) frame.element.marked = true;
  }

  /** Maven stops at text between the entries of a list, but not between the fields of an object. */
  #onlySpace(frame: Frame, start: number, end: number): void {
    const part = this.#text
      .slice(start, end)
      .replace(/&#(?:x0*(?:20|9|a|d)|0*(?:32|9|10|13));/gi, '');
    if (skipSpace(part, 0, part.length) < part.length)
      this.#refuse(start, `there is text directly in ${tag(frame)}`);
  }

  #markup(): void {
    const text = this.#text;
    const start = this.#at;
    const unit = text.charCodeAt(start + 1);
    if (unit === 0x2f) this.#closeTag();
    else if (unit === 0x3f) {
      this.#at = skipInstruction(this.#source, start);
      this.#mark(true);
    } else if (unit !== 0x21) this.#openTag();
    else if (text.startsWith('<!--', start)) this.#comment();
    else if (text.startsWith('<![CDATA[', start)) this.#cdata();
    else if (text.startsWith('<!DOCTYPE', start))
      this.#refuse(start, 'there is a document type declaration (DTD)');
    else this.#refuse(start, 'a < begins no tag; write &lt; for it');
  }

  #comment(): void {
    const end = skipComment(this.#source, this.#at);
    const astral = astralIn(this.#source, this.#at, end);
    if (astral !== undefined && this.#remarks.length < mostRemarks)
      this.#remarks.push({ code: 'astral-in-comment', subject: 'comment', offset: astral });
    this.#mark(true);
    this.#at = end;
  }

  #cdata(): void {
    const end = this.#text.indexOf(']]>', this.#at);
    const frame = this.#stack.at(-1);
    if (!frame) this.#refuse(this.#at, 'there is text outside of the root element');
    if (end === -1) this.#refuse(this.#at, 'a CDATA section is not closed');
    if (!allowsText(frame) && skipSpace(this.#text, this.#at + 9, end) < end)
      this.#refuse(this.#at, `there is text directly in ${tag(frame)}`);
    this.#mark(false);
    this.#at = end + 3;
  }

  #mark(commented: boolean): void {
    const element = this.#stack.at(-1)?.element;
    if (!element) return;
    element.marked = true;
    element.commented ||= commented;
  }

  #openTag(): void {
    const start = this.#at;
    const name = readName(this.#source, start + 1);
    const tagEnd = readAttributes(this.#source, start, name.end);
    const selfClosing = this.#text.charCodeAt(tagEnd) === 0x2f;
    const shape = this.#shapeOf(name.text, start);
    const frame = this.#enter(name.text, shape, start, selfClosing ? tagEnd : tagEnd + 1);
    this.#at = selfClosing ? tagEnd + 2 : tagEnd + 1;
    if (!selfClosing) this.#stack.push(frame);
    else this.#leave(frame, tagEnd, true);
  }

  #enter(name: string, shape: Shape | undefined, start: number, contentStart: number): Frame {
    const above = this.#stack.at(-1);
    const parent = above?.element;
    if (!shape || (above && !parent) || above?.shape?.kind === 'any')
      return { name, shape, element: undefined };
    const element = new OpenElement(name, shape, parent, start, contentStart);
    parent?.children.push(element);
    return { name, shape, element };
  }

  #shapeOf(name: string, start: number): Shape | undefined {
    const above = this.#stack.at(-1);
    if (!above) return this.#rootShape(name, start);
    if (above.shape?.kind === 'text')
      this.#refuse(start, `there is an element inside ${tag(above)}`);
    const shape = childShape(above.shape, name);
    if (shape?.kind === 'any' && this.#stack.length > deepestFree)
      this.#refuse(start, 'elements are nested too deeply for Maven');
    if (
      above.shape?.kind === 'object' &&
      shape &&
      above.element?.children.some(it => it.name === name)
    )
      this.#refuse(start, `<${name}> stands twice in ${tag(above)}`);
    if (above.shape && !shape && this.#remarks.length < mostRemarks)
      this.#remarks.push({ code: 'unknown-element', subject: name, offset: start });
    return shape;
  }

  #rootShape(name: string, start: number): Shape {
    if (this.#root) this.#refuse(start, 'there is a second root element');
    if (name === this.#rootName) return this.#shape;
    const wanted = `<${this.#rootName}>`;
    if (name.endsWith(`:${this.#rootName}`))
      this.#refuse(start, `the root element has a namespace prefix; Maven wants a plain ${wanted}`);
    return this.#refuse(start, `the root element is not ${wanted}`);
  }

  #closeTag(): void {
    const start = this.#at;
    const name = readName(this.#source, start + 2);
    const frame = this.#stack.pop();
    if (!frame) this.#refuse(start, 'a closing tag has no opening one');
    if (name.text !== frame.name)
      this.#refuse(start, `${tag(frame)} is not closed before another element is`);
    const end = skipSpace(this.#text, name.end, this.#text.length);
    if (this.#text.charCodeAt(end) !== 0x3e)
      this.#refuse(start, 'a closing tag is not well-formed');
    this.#at = end + 1;
    this.#leave(frame, start, false);
  }

  #leave({ element }: Frame, contentEnd: number, selfClosing: boolean): void {
    if (!element) return;
    element.contentEnd = contentEnd;
    element.end = this.#at;
    element.selfClosing = selfClosing;
    if (!element.parent) this.#root = element;
  }
}

function allowsText({ shape }: Frame): boolean {
  return shape?.kind !== 'list' && shape?.kind !== 'properties';
}

/** Names only what Maven knows: any other name may be a piece of a secret. */
function tag({ name, shape, element }: Frame): string {
  return shape && element ? `<${name}>` : 'an element';
}
