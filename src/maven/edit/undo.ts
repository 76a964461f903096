import type { EditStep } from '../settingsChange';
import { skipSpace } from '../xml/characters';
import { child, type XmlElement } from '../xml/element';
import { textOf } from '../xml/text';
import type { SettingsEditor } from './editor';
import { clearedHash, elementHash, sha256 } from './hash';
import { ownIndent, placeAfter } from './layout';
import { elementAt } from './paths';

/** Undoes one step, as far as what it made is still ours. */
export function undoStep(
  editor: SettingsEditor,
  step: EditStep,
  isOurToken: (text: string) => boolean,
): void {
  switch (step.step) {
    case 'opened':
      closeAgain(editor, step);
      return;
    case 'inserted':
      takeOut(editor, step, isOurToken);
      return;
    case 'set':
      setBack(editor, step, isOurToken);
      return;
    case 'removed':
      putBack(editor, step);
      return;
  }
}

type Step<K extends EditStep['step']> = Extract<EditStep, { step: K }>;

function find(editor: SettingsEditor, at: Step<'set'>['at']): XmlElement | undefined {
  return elementAt(editor.source, editor.open.root, at);
}

function subject(at: Step<'set'>['at']): string {
  return at.findLast(it => it.key !== undefined)?.key ?? at.at(-1)?.name ?? '';
}

function isBlank(editor: SettingsEditor, { contentStart, contentEnd }: XmlElement): boolean {
  return skipSpace(editor.source.text, contentStart, contentEnd) === contentEnd;
}

function closeAgain(editor: SettingsEditor, { at, former }: Step<'opened'>): void {
  const element = find(editor, at);
  if (!element || element.selfClosing || !isBlank(editor, element)) return;
  editor.apply([{ start: element.contentStart - 1, end: element.end, text: former }]);
}

function takeOut(
  editor: SettingsEditor,
  step: Step<'inserted'>,
  isOurToken: (text: string) => boolean,
): void {
  const element = find(editor, step.at);
  const isContainer = step.at.at(-1)?.key === undefined && element?.shape.kind !== 'text';
  if (!element) {
    if (!isContainer) editor.note('gone', subject(step.at));
    return;
  }
  if (!isBlank(editor, element) && !isOurs(editor, element, step.hash, isOurToken)) {
    if (!isContainer) editor.note('element-kept', subject(step.at));
    return;
  }
  const span = exactSpan(editor, element, step) ?? {
    start: lineStart(editor.source.text, element),
    end: element.end,
  };
  editor.apply([{ ...span, text: '' }]);
}

/** Element and white space just as they were inserted; not where others moved in beside it. */
function exactSpan(editor: SettingsEditor, element: XmlElement, step: Step<'inserted'>) {
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

/** The start of the element's line break and indent, when it begins a line. */
function lineStart(text: string, { start }: XmlElement): number {
  const indent = ownIndent(text, start);
  if (indent === undefined) return start;
  const at = start - indent.length;
  return text.startsWith('\r\n', at - 2) ? at - 2 : at - 1;
}

/** Whether nobody changed the element but for renewing its password. */
function isOurs(
  editor: SettingsEditor,
  element: XmlElement,
  hash: string,
  isOurToken: (text: string) => boolean,
): boolean {
  if (elementHash(editor.source, element) !== hash)
    return clearedHash(editor.source, element) === hash;
  const isPassword = element.name === 'password';
  const password = isPassword ? element : element.children.find(it => it.name === 'password');
  if (!password) return true;
  const value = textOf(editor.source, password);
  return value === '' || (!password.commented && isOurToken(value));
}

function setBack(
  editor: SettingsEditor,
  { at, former, hash }: Step<'set'>,
  isOurToken: (text: string) => boolean,
): void {
  const element = find(editor, at);
  if (!element) {
    if (former === undefined || !restored(editor, at, former)) editor.note('gone', subject(at));
    return;
  }
  const value = textOf(editor.source, element);
  const ours = sha256(value) === hash || (element.name === 'password' && isOurToken(value));
  if (!ours || former === undefined) {
    editor.note('value-kept', subject(at));
    return;
  }
  editor.apply([{ start: element.start, end: element.end, text: former }]);
}

/** A password that was cleared is put back as it was before it was ours: a variable, or empty. */
function restored(editor: SettingsEditor, at: Step<'set'>['at'], former: string): boolean {
  const server = find(editor, at.slice(0, -1));
  const sibling = child(server, 'username') ?? child(server, 'id');
  if (!sibling || at.at(-1)?.name !== 'password') return false;
  const { offset, before } = placeAfter(editor.source.text, sibling);
  editor.apply([{ start: offset, end: offset, text: before + former }]);
  return true;
}

function putBack(editor: SettingsEditor, { from, index, gap, former }: Step<'removed'>): void {
  const parent = find(editor, from);
  if (!parent || parent.selfClosing) return;
  const anchor = parent.children[index - 1]?.end ?? parent.contentStart;
  const next = parent.children[index]?.start ?? parent.contentEnd;
  const offset = anchor + gap <= next ? anchor + gap : anchor;
  editor.apply([{ start: offset, end: offset, text: former }]);
}
