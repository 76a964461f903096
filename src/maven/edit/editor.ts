import { openSettings, type OpenSettings } from '../readSettings';
import type { EditNote, EditNoteCode, EditStep } from '../settingsChange';
import { trimSpace } from '../xml/characters';
import { child, type XmlElement } from '../xml/element';
import { applySplices, decode, type Splice, type XmlSource } from '../xml/source';
import { textOf } from '../xml/text';
import { render, escapeText, type Draft } from './draft';
import { placeAfter, placeInside, type Place } from './layout';
import { elementHash, sha256 } from './hash';
import { elementAt, pathOf } from './paths';

const freshDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const freshRoot =
  '<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0"' +
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
  ' xsi:schemaLocation="http://maven.apache.org/SETTINGS/1.0.0' +
  ' https://maven.apache.org/xsd/settings-1.0.0.xsd">';

/**
 * A settings.xml while it is being edited. Each method makes one small change, scans the result
 * again and remembers how to undo it.
 */
export class SettingsEditor {
  readonly steps: EditStep[] = [];
  readonly notes: EditNote[] = [];
  #open: OpenSettings;

  constructor(bytes: Uint8Array) {
    this.#open = openSettings(bytes);
  }

  get open(): OpenSettings {
    return this.#open;
  }

  get source(): XmlSource {
    return this.#open.source;
  }

  note(code: EditNoteCode, subject: string, by?: string): void {
    const known = this.notes.some(it => it.code === code && it.subject === subject);
    if (!known) this.notes.push({ code, subject, ...(by === undefined ? {} : { by }) });
  }

  /** The root; a file that holds nothing gets one. */
  root(): XmlElement {
    const { root, source } = this.#open;
    if (root) return root;
    const { text } = source;
    const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
    const blankLine = text === '' || /[\r\n]$/.test(text);
    // A file with a byte order mark says its encoding by that alone.
    const isFresh = source.bytes.length === 0;
    const before = isFresh ? freshDeclaration : blankLine ? '' : eol;
    const after = text === '' || blankLine ? eol : '';
    const body = `${freshRoot}${eol}</settings>`;
    this.steps.push({ step: 'inserted', at: [{ name: 'settings' }], before, after, hash: '' });
    this.apply([{ start: text.length, end: text.length, text: before + body + after }]);
    return this.#rootNow();
  }

  /** A list directly in the root; made when it is missing, opened when it closes itself. */
  list(name: string): XmlElement {
    return this.#opened(this.field(this.root(), name));
  }

  /** The child `name` of `parent`, made empty when it is missing. */
  field(parent: XmlElement, name: string): XmlElement {
    const found = child(parent, name);
    if (found) return found;
    const path = pathOf(this.source, parent);
    this.insertInside(parent, { name, content: [] });
    return this.#present([...path, { name }]);
  }

  /** Inserts a last child. */
  insertInside(parent: XmlElement, draft: Draft): void {
    const open = this.#opened(parent);
    this.#insert(open, draft, placeInside(this.source.text, open));
  }

  /**
   * What `apply` must be given to insert a field behind `sibling`, or as the last one of `entry`. It
   * is remembered for undo already.
   */
  drafted(sibling: XmlElement | undefined, entry: XmlElement, draft: Draft): Splice {
    const { source } = this;
    const place = sibling ? placeAfter(source.text, sibling) : placeInside(source.text, entry);
    const body = render(draft, place.layout);
    this.steps.push({
      step: 'inserted',
      at: [...pathOf(source, entry), { name: draft.name }],
      before: place.before,
      after: place.after,
      hash: sha256(draft.name === 'password' ? '<password></password>' : body),
    });
    const { offset } = place;
    return { start: offset, end: offset, text: place.before + body + place.after };
  }

  /** What `apply` must be given to set a value; undefined when it is there already. */
  valueSplice(element: XmlElement, value: string): Splice | undefined {
    const { source } = this;
    if (textOf(source, element) === value) return undefined;
    if (element.commented) this.note('comment-removed', element.name);
    const { contentStart, contentEnd, end, name } = element;
    const text = escapeText(value);
    if (element.selfClosing) {
      const tagEnd = trimSpace(source.text, element.start, contentStart);
      return { start: tagEnd, end, text: `>${text}</${name}>` };
    }
    if (element.marked) return { start: contentStart, end: contentEnd, text };
    const last = trimSpace(source.text, contentStart, contentEnd);
    if (last === contentStart) return { start: contentStart, end: contentEnd, text };
    const first = last - source.text.slice(contentStart, last).trimStart().length;
    return { start: first, end: last, text };
  }

  /** Remembers that `element` is about to be given `value`. */
  recordSet(element: XmlElement, value: string, keepFormer: boolean): void {
    const { source } = this;
    const former = source.text.slice(element.start, element.end);
    const isAscii = !/[^\0-\x7f]/.test(decode(source, element.start, element.end));
    this.steps.push({
      step: 'set',
      at: pathOf(source, element),
      ...(keepFormer && isAscii ? { former } : {}),
      hash: sha256(value),
    });
  }

  /** Sets a value that is no secret. */
  setValue(element: XmlElement, value: string): void {
    const splice = this.valueSplice(element, value);
    if (!splice) return;
    this.recordSet(element, value, true);
    this.apply([splice]);
  }

  /** Replaces pieces of the text and scans what came of it. */
  apply(splices: readonly Splice[]): void {
    this.#open = openSettings(applySplices(this.source, splices));
  }

  #insert(parent: XmlElement, draft: Draft, place: Place): void {
    const body = render(draft, place.layout);
    const parentPath = pathOf(this.source, parent);
    const before = childrenCount(parent, place.offset);
    const text = place.before + body + place.after;
    this.apply([{ start: place.offset, end: place.offset, text }]);
    const element = this.#present(parentPath).children[before];
    if (!element) throw new Error(`the inserted <${draft.name}> was not found again`);
    this.steps.push({
      step: 'inserted',
      at: pathOf(this.source, element),
      before: place.before,
      after: place.after,
      hash: elementHash(this.source, element),
    });
  }

  #opened(element: XmlElement): XmlElement {
    if (!element.selfClosing) return element;
    const { source } = this;
    const path = pathOf(source, element);
    const start = trimSpace(source.text, element.start, element.contentStart);
    const former = source.text.slice(start, element.end);
    this.steps.push({ step: 'opened', at: path, former });
    this.apply([{ start, end: element.end, text: `></${element.name}>` }]);
    return this.#present(path);
  }

  #present(path: ReturnType<typeof pathOf>): XmlElement {
    const found = elementAt(this.source, this.#open.root, path);
    if (!found) throw new Error(`<${path.at(-1)?.name ?? ''}> was not found again`);
    return found;
  }

  #rootNow(): XmlElement {
    return this.#present([{ name: 'settings' }]);
  }
}

function childrenCount(parent: XmlElement, before: number): number {
  return parent.children.filter(it => it.start < before).length;
}
