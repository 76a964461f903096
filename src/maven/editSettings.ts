import { Failure } from '../core/failure';
import { isTokenText } from '../core/token';
import { clearToken } from './edit/clearToken';
import { SettingsEditor } from './edit/settingsEditor';
import { sha256 } from '../shared/sha256';
import { removeById } from './edit/removeElement';
import { setTokens } from './edit/setTokens';
import { activateProfile, excludeFromMirror, useRepository } from './edit/useRepository';
import type { EditResult, SettingsChange, SetToken } from './settingsChange';

/**
 * Applies `changes` to a settings.xml, tokens first. Only the bytes of changed values and the lines of
 * inserted or removed elements differ; indentation, line ends, encoding and namespace follow the file.
 * Values and elements that exist already are not touched. If `bytes` is undefined, a minimal file is
 * created.
 * Throws `settings-refused` for a file that `parseSettings` refuses, and for a token, id or URL that
 * cannot be written safely; the message never contains the token.
 */
export function editSettings(
  bytes: Uint8Array | undefined,
  changes: readonly SettingsChange[],
): EditResult {
  for (const change of changes) checkChange(change);
  const before = bytes ?? new Uint8Array();
  const editor = new SettingsEditor(before);
  const tokens = changes.filter((it): it is SetToken => it.kind === 'set-token');
  if (tokens.length > 0) setTokens(editor, tokens);
  for (const change of changes) if (change.kind !== 'set-token') applyChange(editor, change);
  const after = editor.source.bytes;
  const changed = Buffer.compare(before, after) !== 0;
  if (bytes === undefined && changed) editor.addNote('created-file', 'settings.xml');
  return {
    bytes: changed ? after : before,
    changed,
    notes: editor.notes,
    record: {
      version: 1,
      created: bytes === undefined,
      hashBefore: sha256(before),
      hashAfter: sha256(after),
      steps: editor.steps,
    },
  };
}

function applyChange(editor: SettingsEditor, change: Exclude<SettingsChange, SetToken>): void {
  switch (change.kind) {
    case 'clear-token':
      clearToken(editor, change);
      return;
    case 'use-repository':
      useRepository(editor, change);
      return;
    case 'remove':
      removeById(editor, change.id);
      return;
    case 'exclude-from-mirror':
      excludeFromMirror(editor, change.mirror, change.repository);
      return;
    case 'activate-profile':
      activateProfile(editor, change.id);
      return;
  }
}

function checkChange(change: SettingsChange): void {
  if (change.kind === 'exclude-from-mirror') {
    checkId(change.mirror);
    checkId(change.repository);
    if (/[,!*]/.test(change.repository))
      throwSettingsRefused('the id of the repository holds a pattern');
    return;
  }
  checkId(change.id);
  if (change.kind === 'set-token' && !isTokenText(change.token.reveal()))
    throwSettingsRefused('the new value is not a CodeArtifact token');
  if (change.kind === 'use-repository' && !isPlainUrl(change.url))
    throwSettingsRefused('the URL of the repository is not one of http or https');
}

/** Accepts ids that Maven reads back unchanged. */
function checkId(id: string): void {
  const roundTrips = id.length > 0 && id.length <= 1000 && id.trim() === id;
  if (!roundTrips || /[\p{C}]|\$\{/u.test(id))
    throwSettingsRefused('the id cannot be written to settings.xml');
}

function isPlainUrl(url: string): boolean {
  return /^https?:\/\/[\x21-\x7e]+$/.test(url) && URL.canParse(url) && !/[<>"{}]/.test(url);
}

function throwSettingsRefused(reason: string): never {
  throw new Failure('settings-refused', 'settings.xml', { reason });
}
