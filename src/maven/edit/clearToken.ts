import type { ClearToken } from '../settingsChange';
import { findChild, findChildren } from '../xml/xmlElement';
import type { TextSplice } from '../xml/xmlSource';
import { readElementText } from '../xml/readElementText';
import type { SettingsEditor } from './settingsEditor';
import { entryKey } from './elementPath';
import { removalStart } from './removeElement';

/** Removes our passwords from the servers with that id. No undo step is recorded, so no token comes back. */
export function clearToken(editor: SettingsEditor, { id, isOurs }: ClearToken): void {
  const { source } = editor;
  const splices: TextSplice[] = [];
  for (const server of findChildren(findChild(editor.document.root, 'servers'), 'server')) {
    const password = findChild(server, 'password');
    if (!password || !findChild(server, 'id') || entryKey(source, server) !== id) continue;
    const text = readElementText(source, password);
    if (text === '' || !isOurs(text)) continue;
    if (password.hasComments) editor.addNote('comment-removed', id);
    splices.push({ start: removalStart(source.text, password), end: password.end, text: '' });
  }
  if (splices.length > 0) editor.apply(splices);
}
