import { tokenUser } from '../../model/token';
import type { SetToken } from '../settingsChange';
import { child, childrenOf, type XmlElement } from '../xml/element';
import type { Splice } from '../xml/source';
import { textOf } from '../xml/text';
import type { SettingsEditor } from './editor';
import { keyOf } from './paths';

/**
 * Gives servers their tokens. Those that have both fields are changed all at once, so that
 * thousands of them cost one pass; the others one by one.
 */
export function setTokens(editor: SettingsEditor, changes: readonly SetToken[]): void {
  const tokens = new Map(changes.map(({ id, token }) => [id, token.reveal()]));
  replaceValues(editor, tokens);
  for (const [id, token] of tokens) {
    for (let nth = 0; completeServer(editor, id, nth, token); nth++);
    noteTwinsAndAliases(editor, id);
    if (serversOf(editor, id).length === 0) createServer(editor, id, token);
  }
}

function serversOf(editor: SettingsEditor, id: string): readonly XmlElement[] {
  return allServers(editor).filter(it => keyOf(editor.source, it) === id);
}

function allServers(editor: SettingsEditor): readonly XmlElement[] {
  return childrenOf(child(editor.open.root, 'servers'), 'server');
}

function replaceValues(editor: SettingsEditor, tokens: ReadonlyMap<string, string>): void {
  const splices: Splice[] = [];
  for (const server of allServers(editor)) {
    const token = tokens.get(keyOf(editor.source, server));
    if (token === undefined) continue;
    for (const [name, value] of [
      ['username', tokenUser],
      ['password', token],
    ] as const) {
      const element = child(server, name);
      const splice = element && editor.valueSplice(element, value);
      if (!splice) continue;
      editor.recordSet(element, value, name === 'username' || isNoSecret(editor, element));
      splices.push(splice);
    }
  }
  if (splices.length > 0) editor.apply(splices);
}

/** Nothing, or one variable and nothing else, may be kept for undo. */
function isNoSecret(editor: SettingsEditor, element: XmlElement): boolean {
  return /^(\$\{[\w.-]*\})?$/.test(textOf(editor.source, element)) && !element.commented;
}

/** Adds the fields that the server lacks. Returns whether there was an nth server of that id. */
function completeServer(editor: SettingsEditor, id: string, nth: number, token: string): boolean {
  const server = serversOf(editor, id)[nth];
  if (!server) return false;
  if (!child(server, 'username')) {
    const sibling = child(server, 'id');
    insertField(editor, server, sibling, 'username', tokenUser);
  }
  const present = serversOf(editor, id)[nth];
  if (present && !child(present, 'password'))
    insertField(editor, present, child(present, 'username'), 'password', token);
  return true;
}

function insertField(
  editor: SettingsEditor,
  server: XmlElement,
  sibling: XmlElement | undefined,
  name: string,
  content: string,
): void {
  if (sibling) editor.insertAfter(sibling, { name, content });
  else editor.insertInside(server, { name, content });
}

function createServer(editor: SettingsEditor, id: string, token: string): void {
  editor.insertInside(editor.list('servers'), {
    name: 'server',
    content: [
      { name: 'id', content: id },
      { name: 'username', content: tokenUser },
      { name: 'password', content: token },
    ],
  });
  editor.note('created-server', id);
}

function noteTwinsAndAliases(editor: SettingsEditor, id: string): void {
  if (serversOf(editor, id).length > 1) editor.note('duplicates-updated', id);
  for (const server of allServers(editor)) {
    const aliases = childrenOf(child(server, 'aliases'), 'alias');
    if (aliases.some(it => textOf(editor.source, it) === id))
      editor.note('alias', id, keyOf(editor.source, server));
  }
}
