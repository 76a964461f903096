import type { Token } from '../../../core/token';
import { makePrivate } from '../../../files/makePrivate';
import { readBytes } from '../../../files/readBytes';
import { replaceFile } from '../../../files/replaceFile';
import type { BuildToolServices } from '../buildToolServices';
import { createLedgerEntry } from '../../../tokens/createLedgerEntry';
import { tokenFileOf, type InitScriptLocation } from './initScriptFiles';

/**
 * Writes the token file that the init script reads for the domain of `token`. Only its owner can
 * read the file. Throws what `replaceFile` throws.
 */
export async function writeInitScriptToken(
  { tokenLedger }: Pick<BuildToolServices, 'tokenLedger'>,
  location: InitScriptLocation,
  token: Token,
  signal: AbortSignal,
): Promise<void> {
  const file = tokenFileOf(location, token.domain);
  const options = { symbolicLink: 'refuse' } as const;
  // A file that others can read must become private before it contains the token.
  if ((await readBytes(file, options, signal)) && process.platform !== 'win32')
    await makePrivate(file);
  const bytes = new TextEncoder().encode(token.secret.reveal());
  await replaceFile(file, () => bytes, options, signal);
  await tokenLedger.addEntries([createLedgerEntry({ holder: file, server: '' }, token)], signal);
}
