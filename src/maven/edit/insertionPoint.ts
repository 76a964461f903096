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
  const indent = detectedIndent ?? lineIndent(text, parent) + unit;
  const formatting = { eol, indent, unit };
  if (eol === undefined) return { offset: end, before: '', after: '', alone: isBlank, formatting };
  const endsWithLineBreak = hasLineBreak(text, end, contentEnd);
  const after = endsWithLineBreak ? '' : eol + lineIndent(text, parent);
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
  let lineStart = start;
  while (lineStart > 0 && isBlank(text.charCodeAt(lineStart - 1))) lineStart--;
  const isAfterLineBreak = lineStart > 0 && isLineBreak(text.charCodeAt(lineStart - 1));
  return isAfterLineBreak ? text.slice(lineStart, start) : undefined;
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function isLineBreak(unit: number): boolean {
  return unit === 10 || unit === 13;
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
  const before = text.slice(0, offset);
  const last = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  if (last === -1) return /\r\n|\r|\n/.exec(text.slice(offset))?.[0] ?? '\n';
  if (text[last] === '\r') return '\r';
  return text[last - 1] === '\r' ? '\r\n' : '\n';
}

// A scan result is immutable, so what is found out once about its lines and elements stays valid. Without
// it, each insertion into a document on one line would read the whole document several times.
const lineStartCache = new WeakMap<XmlElement, readonly number[]>();
const childIndentCache = new WeakMap<XmlElement, { readonly indent: string | undefined }>();

/** The leading white space of the line in which `element` starts. */
function lineIndent(text: string, element: XmlElement): string {
  const start = startOfLine(text, element);
  let end = start;
  while (end < element.start && isBlank(text.charCodeAt(end))) end++;
  return text.slice(start, end);
}

function startOfLine(text: string, element: XmlElement): number {
  const root = rootOf(element);
  let starts = lineStartCache.get(root);
  if (!starts) {
    starts = [0, ...Array.from(text.matchAll(/[\r\n]/g), ({ index }) => index + 1)];
    lineStartCache.set(root, starts);
  }
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= element.start) low = middle;
    else high = middle;
  }
  return starts[low] ?? 0;
}

/** The indentation of the last child that starts a line, else that of a comment. */
function detectChildIndent(text: string, parent: XmlElement): string | undefined {
  const cached = childIndentCache.get(parent);
  if (cached) return cached.indent;
  const indent = findChildIndent(text, parent);
  childIndentCache.set(parent, { indent });
  return indent;
}

function findChildIndent(text: string, parent: XmlElement): string | undefined {
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
    const outer = lineIndent(text, element);
    if (inner !== undefined && inner.length > outer.length && inner.startsWith(outer))
      return inner.slice(outer.length);
  }
  return '  ';
}
