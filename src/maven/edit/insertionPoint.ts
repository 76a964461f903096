import { skipSpace, trimSpaceEnd } from '../xml/characters';
import type { XmlElement } from '../xml/xmlElement';
import type { XmlFormatting } from './newElement';

/** Where an element is inserted, and with which white space around it. */
export interface InsertionPoint {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  /** Whether the parent contains only white space. */
  readonly alone: boolean;
  readonly formatting: XmlFormatting;
}

/** The insertion point for a new last child of `parent`, which must not be self-closing. */
export function findInsertionPointInside(text: string, parent: XmlElement): InsertionPoint {
  const { contentStart, contentEnd } = parent;
  const end = trimSpaceEnd(text, contentStart, contentEnd);
  const isBlank = end === contentStart;
  const eol = detectLineBreak(text, parent, isBlank);
  const unit = detectIndentUnit(text, parent);
  const detectedIndent = isBlank ? undefined : detectChildIndent(text, parent);
  const indent = detectedIndent ?? lineIndent(text, parent.start) + unit;
  const formatting = { eol, indent, unit };
  if (eol === undefined) return { offset: end, before: '', after: '', alone: isBlank, formatting };
  const endsWithLineBreak = hasLineBreak(text, end, contentEnd);
  const after = endsWithLineBreak ? '' : eol + lineIndent(text, parent.start);
  return { offset: end, before: eol + indent, after, alone: isBlank, formatting };
}

/** The insertion point right after `sibling`, on a new line if `sibling` starts a line. */
export function findInsertionPointAfter(text: string, sibling: XmlElement): InsertionPoint {
  const unit = sibling.parent ? detectIndentUnit(text, sibling.parent) : '  ';
  const indent = ownIndent(text, sibling.start);
  const eol = indent === undefined ? undefined : findNearestLineBreak(text, sibling.start);
  const formatting = { eol, indent: indent ?? '', unit };
  const before = eol === undefined ? '' : eol + formatting.indent;
  return { offset: sibling.end, before, after: '', alone: false, formatting };
}

/** The indentation of an element that starts a line, else undefined. */
export function ownIndent(text: string, start: number): string | undefined {
  const indent = lineIndent(text, start);
  const lineStart = startOfLine(text, start);
  return lineStart > 0 && lineStart + indent.length === start ? indent : undefined;
}

/** The line break to insert, that of the surrounding lines; undefined for a document or list on one line. */
function detectLineBreak(text: string, parent: XmlElement, isBlank: boolean): string | undefined {
  if (!isBlank && !hasLineBreak(text, parent.contentStart, parent.contentEnd)) return undefined;
  const root = rootOf(parent);
  const isRootBlank = skipSpace(text, root.contentStart, root.contentEnd) === root.contentEnd;
  if (!isRootBlank && !hasLineBreak(text, root.contentStart, root.contentEnd)) return undefined;
  return findNearestLineBreak(text, parent.contentEnd);
}

function rootOf(element: XmlElement): XmlElement {
  let root = element;
  while (root.parent) root = root.parent;
  return root;
}

function hasLineBreak(text: string, start: number, end: number): boolean {
  return /[\r\n]/.test(text.slice(start, end));
}

/** The line break before `offset`, else the first one after it, else `\n`. */
function findNearestLineBreak(text: string, offset: number): string {
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

/** The leading white space of the line of `offset`. */
function lineIndent(text: string, offset: number): string {
  const start = startOfLine(text, offset);
  let end = start;
  while (end < offset && (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9)) end++;
  return text.slice(start, end);
}

/** The indentation of the last child that starts a line, else that of a comment. */
function detectChildIndent(text: string, parent: XmlElement): string | undefined {
  for (const child of parent.children.toReversed()) {
    const indent = ownIndent(text, child.start);
    if (indent !== undefined) return indent;
  }
  const { contentStart, contentEnd } = parent;
  return /[\r\n]([ \t]*)</.exec(text.slice(contentStart, contentEnd))?.[1];
}

/** One level of indentation, taken from the elements nearest to a child of `parent`. */
function detectIndentUnit(text: string, parent: XmlElement): string {
  const nearbyElements = [...parent.children.slice(-3).toReversed(), parent];
  for (let ancestor = parent.parent; ancestor; ancestor = ancestor.parent)
    nearbyElements.push(ancestor, ...ancestor.children.slice(0, 3));
  for (const element of nearbyElements) {
    const inner = detectChildIndent(text, element);
    const outer = lineIndent(text, element.start);
    if (inner !== undefined && inner.length > outer.length && inner.startsWith(outer))
      return inner.slice(outer.length);
  }
  return '  ';
}
