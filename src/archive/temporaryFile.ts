import { randomBytes } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** A file of our own that nobody else may read, and that is to be disposed of. */
export interface TemporaryFile {
  readonly path: string;
  readonly handle: FileHandle;
  /** Closes and deletes it. Never throws, and may be called twice. */
  dispose(): Promise<void>;
}

/** The names that temporary archives have; the number is the process that made them. */
export const temporaryPattern =
  /^(?:codeartifact-(\d{1,10})-[0-9a-f]{16}\.(?:tar\.gz|part)|\.codeartifact-(\d{1,10})-[0-9a-f]{16}\.unpack)$/;

/**
 * Makes a new empty file (mode 0600) in `folder`: `.tar.gz` to be published, `.part` for what comes
 * in. What a killed process leaves is found by its name (`sweepTemporary`).
 */
export async function makeTemporary(
  folder: string,
  kind: 'tar.gz' | 'part',
): Promise<TemporaryFile> {
  const name = `codeartifact-${process.pid}-${randomBytes(8).toString('hex')}.${kind}`;
  const file = path.join(folder, name);
  const handle = await open(file, 'wx+', 0o600);
  return {
    path: file,
    handle,
    dispose: async () => {
      await handle.close().catch(() => undefined);
      await rm(file, { force: true }).catch(() => undefined);
    },
  };
}
