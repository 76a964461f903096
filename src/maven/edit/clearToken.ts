import type { ClearToken } from '../settingsChange';
import { child, childrenOf } from '../xml/element';
import type { Splice } from '../xml/source';
import { textOf } from '../xml/text';
import type { SettingsEditor } from './editor';
import { keyOf } from './paths';
import { removalStart } from './remove';

/** Takes our passwords out of the servers of that id. Undo knows nothing of it: no token comes back. */
export function clearToken(editor: SettingsEditor, { id, isOurs }: ClearToken): void {
  const { source } = editor;
  const splices: Splice[] = [];
  for (const server of childrenOf(child(editor.open.root, 'servers'), 'server')) {
    const password = child(server, 'password');
    if (!password || !child(server, 'id') || keyOf(source, server) !== id) continue;
    const text = textOf(source, password);
    if (text === '' || !isOurs(text)) continue;
    if (password.commented) editor.note('comment-removed', id);
    splices.push({ start: removalStart(source.text, password), end: password.end, text: '' });
  }
  if (splices.length > 0) editor.apply(splices);
}
