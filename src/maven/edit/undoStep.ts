import type { EditStep } from '../settingsChange';
import { skipSpace } from '../xml/characters';
import { findChild, type XmlElement } from '../xml/xmlElement';
import { readElementText } from '../xml/readElementText';
import type { SettingsEditor } from './settingsEditor';
import { sha256 } from '../../shared/sha256';
import { hashWithEmptyPassword, hashElement } from './hashElement';
import { ownIndent, findInsertionPointAfter } from './insertionPoint';
import { elementAt } from './elementPath';

/** Undoes one step unless its result was changed since. */
export function undoStep(
  editor: SettingsEditor,
  step: EditStep,
  isOurToken: (text: string) => boolean,
): void {
  switch (step.step) {
    case 'opened':
      restoreSelfClosing(editor, step);
      return;
    case 'inserted':
      removeInserted(editor, step, isOurToken);
      return;
    case 'set':
      restoreValue(editor, step, isOurToken);
      return;
    case 'removed':
      restoreRemoved(editor, step);
      return;
  }
}

type Step<K extends EditStep['step']> = Extract<EditStep, { step: K }>;

function findElement(editor: SettingsEditor, at: Step<'set'>['at']): XmlElement | undefined {
  return elementAt(editor.source, editor.document.root, at);
}

function noteSubject(at: Step<'set'>['at']): string {
  return at.findLast(it => it.key !== undefined)?.key ?? at.at(-1)?.name ?? '';
}

function isBlank(editor: SettingsEditor, { contentStart, contentEnd }: XmlElement): boolean {
  return skipSpace(editor.source.text, contentStart, contentEnd) === contentEnd;
}

function restoreSelfClosing(editor: SettingsEditor, { at, former }: Step<'opened'>): void {
  const element = findElement(editor, at);
  if (!element || element.selfClosing || !isBlank(editor, element)) return;
  editor.apply([{ start: element.contentStart - 1, end: element.end, text: former }]);
}

function removeInserted(
  editor: SettingsEditor,
  step: Step<'inserted'>,
  isOurToken: (text: string) => boolean,
): void {
  const element = findElement(editor, step.at);
  const isContainer = step.at.at(-1)?.key === undefined && element?.schema.kind !== 'text';
  if (!element) {
    if (!isContainer) editor.addNote('gone', noteSubject(step.at));
    return;
  }
  if (!isBlank(editor, element) && !isUnchanged(editor, element, step.hash, isOurToken)) {
    if (!isContainer) editor.addNote('element-kept', noteSubject(step.at));
    return;
  }
  const span = findExactSpan(editor, element, step) ?? {
    start: lineStart(editor.source.text, element),
    end: element.end,
  };
  editor.apply([{ ...span, text: '' }]);
}

/** The element with the inserted white space, unless that changed or other elements were added beside it. */
function findExactSpan(editor: SettingsEditor, element: XmlElement, step: Step<'inserted'>) {
  const { text } = editor.source;
  const { before, after } = step;
  if (!text.endsWith(before, element.start) || !text.startsWith(after, element.end))
    return undefined;
  const start = element.start - before.length;
  const end = element.end + after.length;
  const { parent } = element;
  const isAlone =
    !parent ||
    (skipSpace(text, parent.contentStart, start) >= start &&
      skipSpace(text, end, parent.contentEnd) >= parent.contentEnd);
  return isAlone || step.alone !== true ? { start, end } : undefined;
}

/** The start of the line break and indentation before an element that starts a line, else of the element. */
function lineStart(text: string, { start }: XmlElement): number {
  const indent = ownIndent(text, start);
  if (indent === undefined) return start;
  const at = start - indent.length;
  return text.startsWith('\r\n', at - 2) ? at - 2 : at - 1;
}

/** Whether the element changed only by renewal of its password. */
function isUnchanged(
  editor: SettingsEditor,
  element: XmlElement,
  hash: string,
  isOurToken: (text: string) => boolean,
): boolean {
  if (hashElement(editor.source, element) !== hash)
    return hashWithEmptyPassword(editor.source, element) === hash;
  const isPassword = element.name === 'password';
  const password = isPassword ? element : element.children.find(it => it.name === 'password');
  if (!password) return true;
  const value = readElementText(editor.source, password);
  return value === '' || (!password.hasComments && isOurToken(value));
}

function restoreValue(
  editor: SettingsEditor,
  { at, former, hash }: Step<'set'>,
  isOurToken: (text: string) => boolean,
): void {
  const element = findElement(editor, at);
  if (!element) {
    if (former === undefined || !restoreClearedPassword(editor, at, former))
      editor.addNote('gone', noteSubject(at));
    return;
  }
  const value = readElementText(editor.source, element);
  const isOurValue = sha256(value) === hash || (element.name === 'password' && isOurToken(value));
  if (!isOurValue || former === undefined) {
    editor.addNote('value-kept', noteSubject(at));
    return;
  }
  editor.apply([{ start: element.start, end: element.end, text: former }]);
}

/** Restores the variable or empty value that a password had before, after the password was removed. */
function restoreClearedPassword(
  editor: SettingsEditor,
  at: Step<'set'>['at'],
  former: string,
): boolean {
  const server = findElement(editor, at.slice(0, -1));
  const sibling = findChild(server, 'username') ?? findChild(server, 'id');
  if (!sibling || at.at(-1)?.name !== 'password') return false;
  const { offset, before } = findInsertionPointAfter(editor.source.text, sibling);
  editor.apply([{ start: offset, end: offset, text: before + former }]);
  return true;
}

function restoreRemoved(
  editor: SettingsEditor,
  { from, index, gap, former }: Step<'removed'>,
): void {
  const parent = findElement(editor, from);
  if (!parent || parent.selfClosing) return;
  const anchor = parent.children[index - 1]?.end ?? parent.contentStart;
  const next = parent.children[index]?.start ?? parent.contentEnd;
  const offset = anchor + gap <= next ? anchor + gap : anchor;
  editor.apply([{ start: offset, end: offset, text: former }]);
}
