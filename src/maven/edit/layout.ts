import { skipSpace, trimSpace } from '../xml/characters';
import type { XmlElement } from '../xml/element';
import type { Layout } from './draft';

/** Where an element goes, and the white space around it. */
export interface Place {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  /** Whether the parent holds nothing but white space. */
  readonly alone: boolean;
  readonly layout: Layout;
}

/** The place for a new last child of `parent`, which must not close itself. */
export function placeInside(text: string, parent: XmlElement): Place {
  const { contentStart, contentEnd } = parent;
  const end = trimSpace(text, contentStart, contentEnd);
  const blank = end === contentStart;
  const eol = lineEnd(text, parent, blank);
  const unit = indentUnit(text, parent);
  const own = blank ? undefined : childIndent(text, parent);
  const indent = own ?? lineIndent(text, parent.start) + unit;
  const layout = { eol, indent, unit };
  if (eol === undefined) return { offset: end, before: '', after: '', alone: blank, layout };
  const closed = hasBreak(text, end, contentEnd);
  const after = closed ? '' : eol + lineIndent(text, parent.start);
  return { offset: end, before: eol + indent, after, alone: blank, layout };
}

/** The place right behind `sibling`, on a line of its own when `sibling` is. */
export function placeAfter(text: string, sibling: XmlElement): Place {
  const unit = sibling.parent ? indentUnit(text, sibling.parent) : '  ';
  const indent = ownIndent(text, sibling.start);
  const eol = indent === undefined ? undefined : nearestBreak(text, sibling.start);
  const layout = { eol, indent: indent ?? '', unit };
  const before = eol === undefined ? '' : eol + layout.indent;
  return { offset: sibling.end, before, after: '', alone: false, layout };
}

/** How the element's indent looks when it begins its line, else undefined. */
export function ownIndent(text: string, start: number): string | undefined {
  const indent = lineIndent(text, start);
  const lineStart = startOfLine(text, start);
  return lineStart > 0 && lineStart + indent.length === start ? indent : undefined;
}

/** A line break for inserted lines: that of the neighbours; undefined for a document in one line. */
function lineEnd(text: string, parent: XmlElement, blank: boolean): string | undefined {
  if (!blank && !hasBreak(text, parent.contentStart, parent.contentEnd)) return undefined;
  const root = rootOf(parent);
  const rootBlank = skipSpace(text, root.contentStart, root.contentEnd) === root.contentEnd;
  if (!rootBlank && !hasBreak(text, root.contentStart, root.contentEnd)) return undefined;
  return nearestBreak(text, parent.contentEnd);
}

function rootOf(element: XmlElement): XmlElement {
  let root = element;
  while (root.parent) root = root.parent;
  return root;
}

function hasBreak(text: string, start: number, end: number): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}

/** The line break before `offset`, else the first one after it, else `\n`. */
function nearestBreak(text: string, offset: number): string {
  for (let at = offset - 1; at >= 0; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 10) return text.charCodeAt(at - 1) === 13 ? '\r\n' : '\n';
    if (unit === 13) return '\r';
  }
  return /\r\n|\r|\n/.exec(text.slice(offset))?.[0] ?? '\n';
}

function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at;
}

/** The white space that the line of `offset` begins with. */
function lineIndent(text: string, offset: number): string {
  const start = startOfLine(text, offset);
  let end = start;
  while (end < offset && (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9)) end++;
  return text.slice(start, end);
}

/** The indent of the last child that begins a line; of comments where there is none. */
function childIndent(text: string, parent: XmlElement): string | undefined {
  for (const child of parent.children.toReversed()) {
    const indent = ownIndent(text, child.start);
    if (indent !== undefined) return indent;
  }
  const { contentStart, contentEnd } = parent;
  return /[\r\n]([ \t]*)</.exec(text.slice(contentStart, contentEnd))?.[1];
}

/** What one level of indent is made of, judged by what is nearest to a child of `parent`. */
function indentUnit(text: string, parent: XmlElement): string {
  const near = [...parent.children.slice(-3).toReversed(), parent];
  for (let above = parent.parent; above; above = above.parent)
    near.push(above, ...above.children.slice(0, 3));
  for (const element of near) {
    const inner = childIndent(text, element);
    const outer = lineIndent(text, element.start);
    if (inner !== undefined && inner.length > outer.length && inner.startsWith(outer))
      return inner.slice(outer.length);
  }
  return '  ';
}
