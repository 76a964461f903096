import { findChild, type XmlElement } from '../xml/xmlElement';
import { decodeText } from '../xml/xmlSource';
import type { SettingsEditor } from './settingsEditor';
import { ownIndent } from './insertionPoint';
import { entryKey, elementPath } from './elementPath';

/** Removes every server, mirror, profile and active profile of that id. */
export function removeById(editor: SettingsEditor, id: string): void {
  for (const list of ['servers', 'mirrors', 'profiles', 'activeProfiles'])
    for (;;) {
      const entries = findChild(editor.document.root, list)?.children ?? [];
      const found = entries.find(
        it =>
          (it.schema.kind === 'text' || findChild(it, 'id')) && entryKey(editor.source, it) === id,
      );
      if (!found) break;
      removeElement(editor, found);
    }
}

/** Removes an element, with its line when it stands alone on one. */
export function removeElement(editor: SettingsEditor, element: XmlElement): void {
  const { source } = editor;
  const start = removalStart(source.text, element);
  recordRemoval(editor, element, start);
  editor.apply([{ start, end: element.end, text: '' }]);
}

/** Where the white space begins that belongs to an element on a line of its own. */
export function removalStart(text: string, { start }: XmlElement): number {
  const indent = ownIndent(text, start);
  if (indent === undefined) return start;
  const lineStart = start - indent.length;
  return text.startsWith('\r\n', lineStart - 2) ? lineStart - 2 : lineStart - 1;
}

/** A server is not remembered: it may hold a secret. */
function recordRemoval(editor: SettingsEditor, element: XmlElement, start: number): void {
  const { source } = editor;
  const { parent } = element;
  const former = source.text.slice(start, element.end);
  if (!parent || element.name === 'server') return;
  if (/[^\0-\x7f]/.test(decodeText(source, start, element.end)) || former.includes('@')) return;
  const index = parent.children.indexOf(element);
  const anchor = parent.children[index - 1]?.end ?? parent.contentStart;
  const from = elementPath(source, parent);
  editor.steps.push({ step: 'removed', from, index, gap: start - anchor, former });
}
