import * as vscode from 'vscode';
import type { PropertyEditResult } from '../../../gradle/propertyEdit';
import type { PropertyRuling } from '../../../gradle/decidePropertyOwnership';
import { Failure } from '../../../core/failure';
import type { Token } from '../../../core/token';
import { createLedgerEntry } from '../../../tokens/createLedgerEntry';
import { withFileContext } from '../maven/mavenFiles';
import type { BuildToolServices } from '../buildToolServices';
import { isOurValue } from '../../../gradle/decidePropertyOwnership';
import { readProperty } from '../../../gradle/readProperty';
import { setProperty } from '../../../gradle/setProperty';

/** Which property of which gradle.properties, and what was ruled or agreed about it. */
interface PropertyTarget {
  readonly file: string;
  readonly name: string;
  readonly ruling: PropertyRuling;
}

/**
 * Gives a property the token. Whose its value is, is decided again on the file as it is at that
 * moment: what changed hands since is left alone, as `property-not-ours`.
 */
export async function writeProperty(
  {
    fileEditor,
    tokenLedger,
    undoHistory,
  }: Pick<BuildToolServices, 'fileEditor' | 'tokenLedger' | 'undoHistory'>,
  { file, name, ruling }: PropertyTarget,
  token: Token,
  signal: AbortSignal,
): Promise<void> {
  const isWrittenByUs = await tokenLedger.createTokenMatcher(signal);
  const mayReplace = ruling.action === 'ask' && ruling.reasons.includes('other-value');
  let lastEdit: PropertyEditResult | undefined;
  await fileEditor.edit(
    file,
    bytes => {
      const { values } = withFileContext(file, () => readProperty(bytes, name));
      const isForeign = values.some(it => !isOurValue(it.reveal(), isWrittenByUs));
      if (isForeign && !mayReplace) {
        const reason = vscode.l10n.t('it has been changed by another program');
        throw new Failure('property-not-ours', name, { file, reason });
      }
      lastEdit = withFileContext(file, () => setProperty(bytes, name, token.secret));
      return lastEdit.changed ? lastEdit.bytes : 'unchanged';
    },
    signal,
  );
  // As with settings.xml: a token alone is not worth undoing.
  if (lastEdit?.notes.some(code => code === 'created-file' || code === 'added-line'))
    await undoHistory.push({ file, record: lastEdit.record }, signal);
  await tokenLedger.addEntries([createLedgerEntry({ holder: file, server: name }, token)], signal);
}
