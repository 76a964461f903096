import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ArchiveRefusal } from '../../src/archive/unpack/archiveRefusal';
import { TarParser } from '../../src/archive/unpack/tarParser';
import { EntryValidator } from '../../src/archive/unpack/entryValidator';
import type { SafeEntry } from '../../src/archive/unpack/unpackedArchive';
import { unpackArchive, defaultUnpackLimits } from '../../src/archive/unpack/unpackArchive';
import { isFailure } from '../../src/core/failure';
import { bombs, hostile } from '../unit/archive/unpack/hostileArchives';
import { pax, raw, tar } from '../unit/archive/unpack/rawTar';
import type { Random } from './random';

const limits = { bytes: 1024 * 1024, entries: 200, depth: 100 };

/** Archives that mutations start from: good ones, and those that are refused. */
function sources(): readonly Buffer[] {
  const long = `${'g/'.repeat(60)}gnu\0`;
  const good = tar(
    raw({ name: 'd/', type: '5' }),
    raw({ name: 'd/run', mode: 0o755, data: '#!' }),
    raw({ name: 'd/link', type: '2', target: '../top' }),
    raw({ name: 'top', data: 'T'.repeat(700) }),
    raw({ name: 'hard', type: '1', target: 'top' }),
    pax({ path: 'p/é', size: '3' }),
    raw({ data: 'pax' }),
    raw({ name: '././@LongLink', type: 'L', data: long, magic: 'ustar  \0' }),
    raw({ name: 'cut', data: 'gnu', magic: 'ustar  \0' }),
  );
  const refused = hostile.flatMap(([, bytes]) => {
    try {
      return [gunzipSync(bytes)].filter(it => it.length < 20_000);
    } catch {
      return [];
    }
  });
  return [...Array.from({ length: 2 * refused.length }, () => good), ...refused];
}

/** Changes bytes, and mends the checksums of headers half of the time, or nothing would get far. */
function mutate(random: Random, from: Buffer): Buffer {
  let bytes = Buffer.from(from);
  for (let count = 1 + random.int(4); count > 0; count--) {
    const at = random.int(bytes.length);
    const kind = random.int(5);
    if (kind === 0) bytes[at] = random.int(256);
    else if (kind === 1) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(8));
    else if (kind === 2)
      bytes.write(
        random.pick(['..', '/', '\0', './', '\\', 'x', '5', '2', '1', 'L', '9', '-1']),
        at,
        'latin1',
      );
    else if (kind === 3)
      bytes = Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(at + (random.chance(2) ? 512 : 1 + random.int(20))),
      ]);
    else
      bytes.copy(
        bytes,
        at,
        512 * random.int(bytes.length / 512),
        512 * random.int(bytes.length / 512),
      );
    if (bytes.length < 512) return bytes;
  }
  if (!random.chance(2)) mendChecksums(bytes);
  return bytes;
}

function mendChecksums(bytes: Buffer): void {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const block = bytes.subarray(at, at + 512);
    if (!block.toString('latin1', 257, 262).startsWith('ustar')) continue;
    block.write('        ', 148, 'latin1');
    const sum = block.reduce((all, byte) => all + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  }
}

/** Parses in parts of some size; throws what is neither a good tree nor a refusal. */
function parse(bytes: Buffer, partBytes: number): SafeEntry[] | undefined {
  const parser = new TarParser();
  const rules = new EntryValidator(limits, 'linux');
  const entries: SafeEntry[] = [];
  let left = 0;
  try {
    for (let at = 0; at < bytes.length; at += partBytes)
      for (const event of parser.push(bytes.subarray(at, at + partBytes)))
        if (event.kind === 'entry') {
          if (left !== 0) throw new Error('an entry came before the bytes of the last one');
          entries.push(rules.validate(event.entry));
          left = event.entry.bytes;
        } else left -= event.bytes.length;
    parser.end();
    rules.end();
  } catch (error) {
    if (error instanceof ArchiveRefusal) return undefined;
    throw error;
  }
  if (left !== 0) throw new Error('bytes are missing');
  return entries;
}

/** What must be true of every entry that passed, said once more in another way. */
function judge(entries: readonly SafeEntry[]): void {
  const seen = new Set<string>();
  for (const { kind, path: name, target, bytes } of entries) {
    const place = path.posix.resolve('/root', name);
    if (place !== '/root' && !place.startsWith('/root/')) throw new Error(`${name} leads out`);
    if (path.posix.relative('/root', place) !== name) throw new Error(`${name} has two spellings`);
    if (kind !== 'folder' && seen.has(name.toLowerCase())) throw new Error(`${name} comes twice`);
    seen.add(name.toLowerCase());
    if (kind === 'link') {
      const end = path.posix.resolve(path.posix.dirname(place), target);
      if (end !== '/root' && !end.startsWith('/root/')) throw new Error(`${name} leads to ${end}`);
    }
    if (kind === 'hard-link' && !seen.has(target.toLowerCase()))
      throw new Error(`${name} leads nowhere`);
    if (!Number.isSafeInteger(bytes) || bytes < 0) throw new Error(`${name} has ${bytes} bytes`);
  }
}

/** Mutates archives in memory: each is a refusal, or a tree that is judged again, in all parts alike. */
export function fuzzArchives(
  random: Random,
  count: number,
): { archives: number; accepted: number; slowest: number } {
  const from = sources();
  let [accepted, slowest] = [0, 0];
  for (let at = 0; at < count; at++) {
    const bytes = mutate(random, random.pick(from));
    const start = performance.now();
    const entries = parse(bytes, bytes.length || 1);
    slowest = Math.max(slowest, performance.now() - start);
    if (at % 10 === 0) {
      const again = parse(bytes, 1 + random.int(700));
      if (JSON.stringify(again) !== JSON.stringify(entries))
        throw new Error('parts change the result');
    }
    if (!entries) continue;
    accepted++;
    judge(entries);
  }
  return { archives: count, accepted, slowest };
}

/** Unpacks mutated and hostile files for real: outside of the target nothing ever changes. */
export async function unpackMutated(
  random: Random,
  count: number,
): Promise<{ archives: number; unpacked: number }> {
  const room = await mkdtemp(path.join(tmpdir(), 'harden-'));
  const from = [
    ...sources(),
    ...hostile.map(([, bytes]) => bytes),
    ...bombs.map(([, bytes]) => bytes()),
  ];
  let unpacked = 0;
  try {
    await writeFile(path.join(room, 'canary'), 'unharmed');
    for (let at = 0; at < count; at++) {
      const archive = path.join(room, 'archive');
      await writeFile(archive, mutate(random, random.pick(from)));
      if (await unpacks(archive, path.join(room, 'in'))) unpacked++;
      const names = (await readdir(room)).sort().join();
      const canary = await readFile(path.join(room, 'canary'), 'utf8');
      if (names !== 'archive,canary' || canary !== 'unharmed')
        throw new Error(`harm done: ${names}`);
    }
  } finally {
    await rm(room, { recursive: true, force: true });
  }
  return { archives: count, unpacked };
}

async function unpacks(archive: string, folder: string): Promise<boolean> {
  const { signal } = new AbortController();
  await mkdir(folder);
  try {
    const target = path.join(folder, 'out');
    const { bytes } = await unpackArchive(
      archive,
      target,
      { ...defaultUnpackLimits, bytes: limits.bytes },
      () => undefined,
      signal,
    );
    if (bytes > limits.bytes || !(await stat(target)).isDirectory()) throw new Error('too much');
    if ((await readdir(folder)).join() !== 'out') throw new Error('something is left');
    return true;
  } catch (error) {
    if (!isFailure(error) || error.code !== 'archive-refused') throw error;
    if ((await readdir(folder)).length > 0)
      throw new Error('a refused archive left something', { cause: error });
    return false;
  } finally {
    await rm(folder, { recursive: true });
  }
}
