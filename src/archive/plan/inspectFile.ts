import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { SecretFinding } from './literalSecrets';
import { classifyFileName, findSecret, inspectedBytes } from './secretFiles';

/** A secret that a file shows by its name alone has no finding. */
export interface SecretVerdict {
  readonly finding?: SecretFinding;
}

/**
 * Judges a file by its name and, where that does not decide, by the beginning of its content. One of
 * `tokenFiles`, which have the same form as `source`, is a secret in any case. Undefined
 * for a file that shows no secret or cannot be read; packing it fails then.
 */
export async function inspectFile(
  source: string,
  name: string,
  stats: Pick<Stats, 'size'>,
  tokenFiles: ReadonlySet<string>,
): Promise<SecretVerdict | undefined> {
  if (tokenFiles.has(source)) return {};
  const verdict = classifyFileName(name, path.basename(path.dirname(source)));
  if (verdict === 'harmless') return undefined;
  if (verdict === 'secret') return {};
  if (stats.size === 0) return undefined;
  const bytes = await readBeginning(source, Math.min(stats.size, inspectedBytes));
  const finding = bytes && findSecret(verdict, bytes);
  return finding && { finding };
}

// Opening a pipe must not wait for a writer. Windows has neither flag, unlike their types.
const flagOrZero = (flag: number | undefined) => flag ?? 0;
const openFlags =
  constants.O_RDONLY | flagOrZero(constants.O_NONBLOCK) | flagOrZero(constants.O_NOFOLLOW);

/** Reads up to `length` bytes of a regular file; undefined for anything else. */
async function readBeginning(source: string, length: number): Promise<Uint8Array | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(source, openFlags);
    if (!(await file.stat()).isFile()) return undefined;
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await file.read(buffer, 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}
