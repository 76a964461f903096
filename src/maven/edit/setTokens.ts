import { tokenUsername } from '../../core/token';
import type { SetToken } from '../settingsChange';
import { findChild, findChildren, type XmlElement } from '../xml/xmlElement';
import type { TextSplice } from '../xml/xmlSource';
import { readElementText } from '../xml/readElementText';
import type { SettingsEditor } from './settingsEditor';
import { entryKey } from './elementPath';

/**
 * Writes tokens to servers, all in one pass, and creates missing servers. A server without an `<id>` is
 * never changed.
 */
export function setTokens(editor: SettingsEditor, changes: readonly SetToken[]): void {
  const tokens = new Map(changes.map(({ id, token }) => [id, token.reveal()]));
  const serverCounts = new Map<string, number>();
  const splices: TextSplice[] = [];
  for (const server of findServers(editor)) {
    if (!findChild(server, 'id')) continue;
    const id = entryKey(editor.source, server);
    const token = tokens.get(id);
    if (token === undefined) continue;
    serverCounts.set(id, (serverCounts.get(id) ?? 0) + 1);
    splices.push(...createTokenSplices(editor, server, token));
  }
  if (splices.length > 0) editor.apply(splices);
  for (const [id, token] of tokens) {
    const count = serverCounts.get(id) ?? 0;
    if (count > 1) editor.addNote('duplicates-updated', id);
    addAliasNotes(editor, id);
    if (count === 0) createServer(editor, id, token);
  }
}

function findServers(editor: SettingsEditor): readonly XmlElement[] {
  return findChildren(findChild(editor.document.root, 'servers'), 'server');
}

function* createTokenSplices(
  editor: SettingsEditor,
  server: XmlElement,
  token: string,
): Generator<TextSplice> {
  const id = findChild(server, 'id');
  const username = findChild(server, 'username');
  const password = findChild(server, 'password');
  if (username) yield* createRecordedSplice(editor, username, tokenUsername, true);
  else yield editor.createInsertionSplice(id, server, { name: 'username', content: tokenUsername });
  if (password)
    yield* createRecordedSplice(editor, password, token, isSafeToRecord(editor, password));
  else
    yield editor.createInsertionSplice(username ?? id, server, {
      name: 'password',
      content: token,
    });
}

function* createRecordedSplice(
  editor: SettingsEditor,
  element: XmlElement,
  value: string,
  keepFormer: boolean,
): Generator<TextSplice> {
  const splice = editor.createValueSplice(element, value);
  if (!splice) return;
  editor.recordSet(element, value, keepFormer);
  yield splice;
}

/** Only an empty value or a single variable is recorded for undo; anything else may be a secret. */
function isSafeToRecord(editor: SettingsEditor, element: XmlElement): boolean {
  return /^(\$\{[\w.-]*\})?$/.test(readElementText(editor.source, element)) && !element.hasComments;
}

function createServer(editor: SettingsEditor, id: string, token: string): void {
  editor.insertEntry('servers', {
    name: 'server',
    content: [
      { name: 'id', content: id },
      { name: 'username', content: tokenUsername },
      { name: 'password', content: token },
    ],
  });
  editor.addNote('created-server', id);
}

function addAliasNotes(editor: SettingsEditor, id: string): void {
  for (const server of findServers(editor)) {
    const aliases = findChildren(findChild(server, 'aliases'), 'alias');
    if (aliases.some(it => readElementText(editor.source, it) === id))
      editor.addNote('alias', id, entryKey(editor.source, server));
  }
}
