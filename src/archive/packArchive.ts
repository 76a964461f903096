import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Header } from 'tar/header';
import { Pax } from 'tar/pax';
import type { ArchivePlan, ByteProgress, PlanEntry } from './archivePlan';
import { makeTemporary } from './temporaryFile';

/**
 * How hard to compress. `balanced` is gzip's usual level; `fast` stores what hardly shrinks; `small`
 * takes about twice as long for less than one percent.
 */
export type Compression = 'fast' | 'balanced' | 'small';

/** Where and how to pack. */
export interface PackOptions {
  readonly compression: Compression;
  /** Must exist, and have room for the archive. */
  readonly temporaryFolder: string;
  /** The largest archive that makes sense; the service takes 5 GB unless that was raised. */
  readonly maxBytes?: number;
}

/** A `.tar.gz` in a temporary file that only its owner may read. */
export interface PackedArchive {
  readonly path: string;
  readonly bytes: number;
  /** Bytes of the tar inside. */
  readonly tarBytes: number;
  /** Of the file's bytes, as they were written: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Deletes the file. Never throws, and may be called twice. */
  dispose(): Promise<void>;
}

/**
 * Packs what `plan` lists, byte for byte the same for the same tree, hashing on the way. The progress
 * counts bytes of files. Throws `publish-refused` for a plan with problems, `files-changed` when a
 * file is no longer as planned, `archive-too-large` above `maxBytes`, `file-unreadable`,
 * `file-unwritable` and `disk-full`; nothing is left behind then, nor after an abort.
 */
export async function packArchive(
  plan: ArchivePlan,
  options: PackOptions,
  progress: ByteProgress,
  signal: AbortSignal,
): Promise<PackedArchive> {
  const file = await makeTemporary(options.temporaryFolder, 'tar.gz');
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let tarBytes = 0;
    const level = { fast: 1, balanced: 6, small: 9 }[options.compression];
    await pipeline(
      tarOf(plan, progress),
      async function* (source: AsyncIterable<Buffer>) {
        for await (const part of source) {
          tarBytes += part.length;
          yield part;
        }
      },
      createGzip({ level }),
      async (source: AsyncIterable<Buffer>) => {
        for await (const part of source) {
          hash.update(part);
          bytes += part.length;
          await file.handle.writeFile(part);
        }
      },
      { signal },
    );
    await file.handle.close();
    return {
      path: file.path,
      bytes,
      tarBytes,
      sha256: hash.digest('hex'),
      dispose: () => file.dispose(),
    };
  } catch (error) {
    await file.dispose();
    throw error;
  }
}

async function* tarOf(plan: ArchivePlan, progress: ByteProgress): AsyncGenerator<Buffer> {
  let done = 0;
  for (const entry of plan.entries) {
    yield header(entry);
    if (entry.kind !== 'file') continue;
    for await (const part of createReadStream(entry.source, { highWaterMark: 1024 * 1024 })) {
      done += (part as Buffer).length;
      progress(done, plan.bytes);
      yield part as Buffer;
    }
    yield Buffer.alloc((512 - (entry.identity.bytes % 512)) % 512);
  }
  yield Buffer.alloc(1024);
}

function header(entry: PlanEntry): Buffer {
  const fields = {
    path: entry.kind === 'folder' ? `${entry.path}/` : entry.path,
    mode: entry.kind === 'folder' || (entry.kind === 'file' && entry.executable) ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    size: entry.kind === 'file' ? entry.identity.bytes : 0,
    mtime: new Date(0),
    ...(entry.kind === 'link' ? { linkpath: entry.target } : {}),
  };
  const type = { folder: 'Directory', file: 'File', link: 'SymbolicLink' } as const;
  const it = new Header({ ...fields, type: type[entry.kind] });
  it.encode();
  const block = it.block ?? Buffer.alloc(0);
  return it.needPax ? Buffer.concat([new Pax(fields).encode(), block]) : block;
}
