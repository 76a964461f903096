import { openSettings, type OpenSettings } from '../readSettings';
import type { EditNote, EditNoteCode, EditStep, ElementPath } from '../settingsChange';
import { trimSpace } from '../xml/characters';
import { child, type XmlElement } from '../xml/element';
import { applySplices, decode, type Splice, type XmlSource } from '../xml/source';
import { textOf } from '../xml/text';
import { render, escapeText, type Draft } from './draft';
import { placeAfter, placeInside, type Place } from './layout';
import { draftHash, sha256 } from './hash';
import { elementAt, keyOf, pathOf } from './paths';

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

  /** Inserts an entry at the end of a list of the root, which is made where it is missing. */
  insertEntry(listName: string, draft: Draft): void {
    const list = child(this.root(), listName);
    if (list) this.insertInside(list, draft);
    else this.#insertWithList(this.#opened(this.root()), listName, draft);
  }

  /** The child `name` of `parent`, made empty when it is missing. */
  field(parent: XmlElement, name: string): XmlElement {
    const found = child(parent, name);
    if (found) return found;
    const path = [...pathOf(this.source, parent), { name }];
    this.insertInside(parent, { name, content: [] });
    return this.#present(path);
  }

  /** Inserts a last child. */
  insertInside(parent: XmlElement, draft: Draft): void {
    const { source } = this;
    const place = placeInside(source.text, parent);
    const body = render(draft, place.layout);
    const text = place.before + body + place.after;
    const at = childPath(source, parent, draft);
    if (parent.selfClosing) {
      const start = this.#recordOpening(parent);
      this.#recordInsertion(at, place, body);
      this.apply([{ start, end: parent.end, text: `>${text}</${parent.name}>` }]);
    } else {
      this.#recordInsertion(at, place, body);
      this.apply([{ start: place.offset, end: place.offset, text }]);
    }
  }

  /**
   * What `apply` must be given to insert a field behind `sibling`, or as the last one of `entry`. It
   * is remembered for undo already.
   */
  drafted(sibling: XmlElement | undefined, entry: XmlElement, draft: Draft): Splice {
    const { source } = this;
    const place = sibling ? placeAfter(source.text, sibling) : placeInside(source.text, entry);
    const body = render(draft, place.layout);
    this.#recordInsertion([...pathOf(source, entry), { name: draft.name }], place, body);
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

  /** One step for the list and one for the entry, so that undo can keep the list for others. */
  #insertWithList(root: XmlElement, listName: string, draft: Draft): void {
    const place = placeInside(this.source.text, root);
    const { eol, indent, unit } = place.layout;
    const inner: Place = {
      offset: place.offset,
      before: eol === undefined ? '' : eol + indent + unit,
      after: eol === undefined ? '' : eol + indent,
      alone: true,
      layout: { eol, indent: indent + unit, unit },
    };
    const body = render(draft, inner.layout);
    const list = [...pathOf(this.source, root), { name: listName }];
    this.#recordInsertion(list, place, `<${listName}></${listName}>`);
    this.#recordInsertion(
      [...list, { name: draft.name, key: keyOfDraft(draft), nth: 0 }],
      inner,
      body,
    );
    const entry = inner.before + body + inner.after;
    const text = `${place.before}<${listName}>${entry}</${listName}>${place.after}`;
    this.apply([{ start: place.offset, end: place.offset, text }]);
  }

  #recordInsertion(at: ElementPath, { before, after, alone }: Place, body: string): void {
    this.steps.push({
      step: 'inserted',
      at,
      before,
      after,
      hash: draftHash(body),
      ...(alone ? { alone } : {}),
    });
  }

  /** Returns where the end of the tag begins that closes itself. */
  #recordOpening(element: XmlElement): number {
    const { text } = this.source;
    const start = trimSpace(text, element.start, element.contentStart);
    const former = text.slice(start, element.end);
    this.steps.push({ step: 'opened', at: pathOf(this.source, element), former });
    return start;
  }

  #opened(element: XmlElement): XmlElement {
    if (!element.selfClosing) return element;
    const path = pathOf(this.source, element);
    const start = this.#recordOpening(element);
    this.apply([{ start, end: element.end, text: `></${element.name}>` }]);
    return this.#present(path);
  }

  #present(path: ElementPath): XmlElement {
    const found = elementAt(this.source, this.#open.root, path);
    if (!found) throw new Error(`<${path.at(-1)?.name ?? ''}> was not found again`);
    return found;
  }

  #rootNow(): XmlElement {
    return this.#present([{ name: 'settings' }]);
  }
}

/** Where a new last child of `parent` will be found. */
function childPath(source: XmlSource, parent: XmlElement, draft: Draft): ElementPath {
  const path = pathOf(source, parent);
  if (parent.shape.kind !== 'list') return [...path, { name: draft.name }];
  const key = keyOfDraft(draft);
  const nth = parent.children.filter(it => keyOf(source, it) === key).length;
  return [...path, { name: draft.name, key, nth }];
}

function keyOfDraft({ content }: Draft): string {
  if (typeof content === 'string') return content;
  const id = content.find(it => it.name === 'id')?.content;
  return typeof id === 'string' ? id : 'default';
}
