import { findChild, type XmlElement } from '../xml/xmlElement';
import { decodeText } from '../xml/xmlSource';
import type { SettingsEditor } from './settingsEditor';
import { ownIndent } from './insertionPoint';
import { entryKey, elementPath } from './elementPath';

/** Removes every server, mirror, profile and active profile with that id. */
export function removeById(editor: SettingsEditor, id: string): void {
  for (const list of ['servers', 'mirrors', 'profiles', 'activeProfiles'])
    for (;;) {
      const entries = findChild(editor.document.root, list)?.children ?? [];
      const found = entries.find(
        entry =>
          (entry.schema.kind === 'text' || findChild(entry, 'id')) &&
          entryKey(editor.source, entry) === id,
      );
      if (!found) break;
      removeElement(editor, found);
    }
}

/** Removes an element, and the line break and indentation before it if it starts a line. */
export function removeElement(editor: SettingsEditor, element: XmlElement): void {
  const { source } = editor;
  const start = removalStart(source.text, element);
  recordRemoval(editor, element, start);
  editor.apply([{ start, end: element.end, text: '' }]);
}

/** The start of the line break and indentation before an element that starts a line, else of the element. */
export function removalStart(text: string, { start }: XmlElement): number {
  const indent = ownIndent(text, start);
  if (indent === undefined) return start;
  const lineStart = start - indent.length;
  return text.startsWith('\r\n', lineStart - 2) ? lineStart - 2 : lineStart - 1;
}

/** Records nothing for a server, which may contain a secret: undo does not restore it. */
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
