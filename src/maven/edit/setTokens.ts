import { tokenUser } from '../../core/token';
import type { SetToken } from '../settingsChange';
import { child, childrenOf, type XmlElement } from '../xml/element';
import type { Splice } from '../xml/source';
import { textOf } from '../xml/text';
import type { SettingsEditor } from './editor';
import { keyOf } from './paths';

/**
 * Gives servers their tokens, in one pass however many there are, and makes those that are missing.
 * A server without an id is nobody's.
 */
export function setTokens(editor: SettingsEditor, changes: readonly SetToken[]): void {
  const tokens = new Map(changes.map(({ id, token }) => [id, token.reveal()]));
  const found = new Map<string, number>();
  const splices: Splice[] = [];
  for (const server of allServers(editor)) {
    if (!child(server, 'id')) continue;
    const id = keyOf(editor.source, server);
    const token = tokens.get(id);
    if (token === undefined) continue;
    found.set(id, (found.get(id) ?? 0) + 1);
    splices.push(...renewal(editor, server, token));
  }
  if (splices.length > 0) editor.apply(splices);
  for (const [id, token] of tokens) {
    const count = found.get(id) ?? 0;
    if (count > 1) editor.note('duplicates-updated', id);
    noteAliases(editor, id);
    if (count === 0) createServer(editor, id, token);
  }
}

function allServers(editor: SettingsEditor): readonly XmlElement[] {
  return childrenOf(child(editor.open.root, 'servers'), 'server');
}

function* renewal(editor: SettingsEditor, server: XmlElement, token: string): Generator<Splice> {
  const id = child(server, 'id');
  const username = child(server, 'username');
  const password = child(server, 'password');
  if (username) yield* renewedValue(editor, username, tokenUser, true);
  else yield editor.drafted(id, server, { name: 'username', content: tokenUser });
  if (password) yield* renewedValue(editor, password, token, isNoSecret(editor, password));
  else yield editor.drafted(username ?? id, server, { name: 'password', content: token });
}

function* renewedValue(
  editor: SettingsEditor,
  element: XmlElement,
  value: string,
  keepFormer: boolean,
): Generator<Splice> {
  const splice = editor.valueSplice(element, value);
  if (!splice) return;
  editor.recordSet(element, value, keepFormer);
  yield splice;
}

/** Nothing, or one variable and nothing else, may be kept for undo. */
function isNoSecret(editor: SettingsEditor, element: XmlElement): boolean {
  return /^(\$\{[\w.-]*\})?$/.test(textOf(editor.source, element)) && !element.commented;
}

function createServer(editor: SettingsEditor, id: string, token: string): void {
  editor.insertEntry('servers', {
    name: 'server',
    content: [
      { name: 'id', content: id },
      { name: 'username', content: tokenUser },
      { name: 'password', content: token },
    ],
  });
  editor.note('created-server', id);
}

function noteAliases(editor: SettingsEditor, id: string): void {
  for (const server of allServers(editor)) {
    const aliases = childrenOf(child(server, 'aliases'), 'alias');
    if (aliases.some(it => textOf(editor.source, it) === id))
      editor.note('alias', id, keyOf(editor.source, server));
  }
}
