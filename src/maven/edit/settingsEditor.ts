import { parseSettingsDocument, type SettingsDocument } from '../parseSettings';
import type { EditNote, EditNoteCode, EditStep, ElementPath } from '../settingsChange';
import { trimSpaceEnd } from '../xml/characters';
import { findChild, type XmlElement } from '../xml/xmlElement';
import { applyTextSplices, decodeText, type TextSplice, type XmlSource } from '../xml/xmlSource';
import { readElementText } from '../xml/readElementText';
import { renderElement, escapeText, type NewElement } from './newElement';
import {
  findInsertionPointAfter,
  findInsertionPointInside,
  type InsertionPoint,
} from './insertionPoint';
import { sha256 } from '../../shared/sha256';
import { hashNewElement } from './hashElement';
import { elementAt, entryKey, elementPath } from './elementPath';

const newDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const newRootTag =
  '<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0"' +
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
  ' xsi:schemaLocation="http://maven.apache.org/SETTINGS/1.0.0' +
  ' https://maven.apache.org/xsd/settings-1.0.0.xsd">';

/**
 * A settings.xml that is being edited. Each method makes one change, scans the result again and records
 * how to undo it.
 */
export class SettingsEditor {
  readonly steps: EditStep[] = [];
  readonly notes: EditNote[] = [];
  #document: SettingsDocument;

  constructor(bytes: Uint8Array) {
    this.#document = parseSettingsDocument(bytes);
  }

  get document(): SettingsDocument {
    return this.#document;
  }

  get source(): XmlSource {
    return this.#document.source;
  }

  addNote(code: EditNoteCode, subject: string, by?: string): void {
    const isNoted = this.notes.some(it => it.code === code && it.subject === subject);
    if (!isNoted) this.notes.push({ code, subject, ...(by === undefined ? {} : { by }) });
  }

  /** The root element, which is created in an empty file. */
  ensureRoot(): XmlElement {
    const { root, source } = this.#document;
    if (root) return root;
    const { text } = source;
    const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
    const blankLine = text === '' || /[\r\n]$/.test(text);
    // A byte order mark already declares the encoding.
    const isFresh = source.bytes.length === 0;
    const before = isFresh ? newDeclaration : blankLine ? '' : eol;
    const after = text === '' || blankLine ? eol : '';
    const body = `${newRootTag}${eol}</settings>`;
    this.steps.push({ step: 'inserted', at: [{ name: 'settings' }], before, after, hash: '' });
    this.apply([{ start: text.length, end: text.length, text: before + body + after }]);
    return this.#requireRoot();
  }

  /** Appends an entry to a list of the root, which is created if it is missing. */
  insertEntry(listName: string, newElement: NewElement): void {
    const list = findChild(this.ensureRoot(), listName);
    if (list) this.appendChild(list, newElement);
    else this.#insertWithList(this.#expandSelfClosing(this.ensureRoot()), listName, newElement);
  }

  /** The child `name` of `parent`, which is created empty if it is missing. */
  ensureChild(parent: XmlElement, name: string): XmlElement {
    const found = findChild(parent, name);
    if (found) return found;
    const path = [...elementPath(this.source, parent), { name }];
    this.appendChild(parent, { name, content: [] });
    return this.#requireElement(path);
  }

  /** Inserts an element as the last child of `parent`. */
  appendChild(parent: XmlElement, newElement: NewElement): void {
    const { source } = this;
    const insertionPoint = findInsertionPointInside(source.text, parent);
    const body = renderElement(newElement, insertionPoint.formatting);
    const text = insertionPoint.before + body + insertionPoint.after;
    const at = newChildPath(source, parent, newElement);
    if (parent.selfClosing) {
      const start = this.#recordTagExpansion(parent);
      this.#recordInsertion(at, insertionPoint, body);
      this.apply([{ start, end: parent.end, text: `>${text}</${parent.name}>` }]);
    } else {
      this.#recordInsertion(at, insertionPoint, body);
      this.apply([{ start: insertionPoint.offset, end: insertionPoint.offset, text }]);
    }
  }

  /**
   * The splice that inserts a field after `sibling`, or as the last one of `entry`. Records the undo
   * step; pass the splice to `apply`.
   */
  createInsertionSplice(
    sibling: XmlElement | undefined,
    entry: XmlElement,
    newElement: NewElement,
  ): TextSplice {
    const { source } = this;
    const insertionPoint = sibling
      ? findInsertionPointAfter(source.text, sibling)
      : findInsertionPointInside(source.text, entry);
    const body = renderElement(newElement, insertionPoint.formatting);
    this.#recordInsertion(
      [...elementPath(source, entry), { name: newElement.name }],
      insertionPoint,
      body,
    );
    const { offset } = insertionPoint;
    return {
      start: offset,
      end: offset,
      text: insertionPoint.before + body + insertionPoint.after,
    };
  }

  /** The splice that sets a value; undefined if the element already has it. */
  createValueSplice(element: XmlElement, value: string): TextSplice | undefined {
    const { source } = this;
    if (readElementText(source, element) === value) return undefined;
    if (element.hasComments) this.addNote('comment-removed', element.name);
    const { contentStart, contentEnd, end, name } = element;
    const text = escapeText(value);
    if (element.selfClosing) {
      const tagEnd = trimSpaceEnd(source.text, element.start, contentStart);
      return { start: tagEnd, end, text: `>${text}</${name}>` };
    }
    if (element.hasMarkup) return { start: contentStart, end: contentEnd, text };
    const last = trimSpaceEnd(source.text, contentStart, contentEnd);
    if (last === contentStart) return { start: contentStart, end: contentEnd, text };
    const first = last - source.text.slice(contentStart, last).trimStart().length;
    return { start: first, end: last, text };
  }

  /** Records that `value` is about to be set; the original source only if `keepFormer`. */
  recordSet(element: XmlElement, value: string, keepFormer: boolean): void {
    const { source } = this;
    const former = source.text.slice(element.start, element.end);
    const isAscii = !/[^\0-\x7f]/.test(decodeText(source, element.start, element.end));
    this.steps.push({
      step: 'set',
      at: elementPath(source, element),
      ...(keepFormer && isAscii ? { former } : {}),
      hash: sha256(value),
    });
  }

  /** Sets a value that is not a secret. */
  setValue(element: XmlElement, value: string): void {
    const splice = this.createValueSplice(element, value);
    if (!splice) return;
    this.recordSet(element, value, true);
    this.apply([splice]);
  }

  /** Applies splices and scans the result. */
  apply(splices: readonly TextSplice[]): void {
    this.#document = parseSettingsDocument(applyTextSplices(this.source, splices));
  }

  /** Records one step for the list and one for the entry, so that undo can keep a list with other entries. */
  #insertWithList(root: XmlElement, listName: string, newElement: NewElement): void {
    const insertionPoint = findInsertionPointInside(this.source.text, root);
    const { eol, indent, unit } = insertionPoint.formatting;
    const entryPoint: InsertionPoint = {
      offset: insertionPoint.offset,
      before: eol === undefined ? '' : eol + indent + unit,
      after: eol === undefined ? '' : eol + indent,
      alone: true,
      formatting: { eol, indent: indent + unit, unit },
    };
    const body = renderElement(newElement, entryPoint.formatting);
    const list = [...elementPath(this.source, root), { name: listName }];
    this.#recordInsertion(list, insertionPoint, `<${listName}></${listName}>`);
    this.#recordInsertion(
      [...list, { name: newElement.name, key: newElementKey(newElement), nth: 0 }],
      entryPoint,
      body,
    );
    const entry = entryPoint.before + body + entryPoint.after;
    const text = `${insertionPoint.before}<${listName}>${entry}</${listName}>${insertionPoint.after}`;
    this.apply([{ start: insertionPoint.offset, end: insertionPoint.offset, text }]);
  }

  #recordInsertion(at: ElementPath, { before, after, alone }: InsertionPoint, body: string): void {
    this.steps.push({
      step: 'inserted',
      at,
      before,
      after,
      hash: hashNewElement(body),
      ...(alone ? { alone } : {}),
    });
  }

  /** Records that a self-closing tag is expanded; returns the offset of its `/>` and the space before. */
  #recordTagExpansion(element: XmlElement): number {
    const { text } = this.source;
    const start = trimSpaceEnd(text, element.start, element.contentStart);
    const former = text.slice(start, element.end);
    this.steps.push({ step: 'opened', at: elementPath(this.source, element), former });
    return start;
  }

  #expandSelfClosing(element: XmlElement): XmlElement {
    if (!element.selfClosing) return element;
    const path = elementPath(this.source, element);
    const start = this.#recordTagExpansion(element);
    this.apply([{ start, end: element.end, text: `></${element.name}>` }]);
    return this.#requireElement(path);
  }

  #requireElement(path: ElementPath): XmlElement {
    const found = elementAt(this.source, this.#document.root, path);
    if (!found) throw new Error(`<${path.at(-1)?.name ?? ''}> was not found again`);
    return found;
  }

  #requireRoot(): XmlElement {
    return this.#requireElement([{ name: 'settings' }]);
  }
}

/** The path that a new last child of `parent` will have. */
function newChildPath(source: XmlSource, parent: XmlElement, newElement: NewElement): ElementPath {
  const path = elementPath(source, parent);
  if (parent.schema.kind !== 'list') return [...path, { name: newElement.name }];
  const key = newElementKey(newElement);
  const nth = parent.children.filter(it => entryKey(source, it) === key).length;
  return [...path, { name: newElement.name, key, nth }];
}

function newElementKey({ content }: NewElement): string {
  if (typeof content === 'string') return content;
  const id = content.find(it => it.name === 'id')?.content;
  return typeof id === 'string' ? id : 'default';
}
