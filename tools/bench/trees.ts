import { createCipheriv } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { findProgram } from '../machine/findProgram';
import { MissingPrerequisiteError } from '../machine/missing';
import { projectFolder } from '../project';

/** What Java projects publish: jars (half of the bytes), class files, and texts. */
const shares = { jars: 148e6, classes: 73e6, texts: 80e6 };

/** With smaller class files and texts left out, the tree has about 5,300 files. */
const smallestBytes = 14_000;

/**
 * Makes the tree `mixed` of about 300 MB out of what this machine has: Maven's own jars, their
 * classes, and the texts of node_modules, over and over. What is far apart does not help compression.
 */
export async function createMixedTree(folder: string): Promise<void> {
  const jars = await mavenJars();
  const classes = jars
    .flatMap(({ bytes }) => classesOf(bytes))
    .filter(it => it.length >= smallestBytes);
  await fill(
    path.join(folder, 'lib'),
    '.jar',
    jars.map(it => it.bytes),
    shares.jars,
  );
  await fill(path.join(folder, 'classes'), '.class', classes, shares.classes);
  await fill(path.join(folder, 'src'), '.txt', await texts(), shares.texts);
}

/** Makes files of random bytes, the same each time. */
export async function createRandomTree(
  folder: string,
  files: number,
  bytes: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stream = createCipheriv('aes-256-ctr', Buffer.alloc(32, 1), Buffer.alloc(16));
  const zeros = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < files; at++) {
    const file = await open(path.join(folder, `random-${at}`), 'w');
    for (let left = bytes; left > 0; left -= zeros.length)
      await file.write(stream.update(zeros.subarray(0, Math.min(left, zeros.length))));
    await file.close();
  }
}

/** Makes 45 text files of 1.2 MB together. */
export async function createSmallTree(folder: string): Promise<void> {
  const all = (await texts()).filter(it => it.length < 60_000);
  await fill(folder, '.txt', all, 1.17e6, 45);
}

async function fill(
  folder: string,
  ending: string,
  contents: readonly Buffer[],
  bytes: number,
  files = Infinity,
): Promise<void> {
  let written = 0;
  for (let at = 0; written < bytes && at < files; at++) {
    const content = contents[at % contents.length] ?? Buffer.alloc(0);
    const place = path.join(folder, String(Math.floor(at / 40)));
    if (at % 40 === 0) await mkdir(place, { recursive: true });
    await writeFile(path.join(place, `${at}${ending}`), content);
    written += content.length;
  }
}

async function mavenJars(): Promise<readonly { readonly bytes: Buffer }[]> {
  const mvn = findProgram(['mvn']);
  if (mvn === undefined)
    throw new MissingPrerequisiteError('Maven is missing, whose jars are the data.');
  const lib = path.resolve(realpathSync(mvn), '..', '..', 'lib');
  const names = (await readdir(lib)).filter(name => name.endsWith('.jar')).sort();
  return Promise.all(names.map(async name => ({ bytes: await readFile(path.join(lib, name)) })));
}

/** The class files of a jar. */
function classesOf(jar: Buffer): readonly Buffer[] {
  const end = jar.lastIndexOf(Buffer.from('504b0506', 'hex'));
  let at = jar.readUInt32LE(end + 16);
  return Array.from({ length: jar.readUInt16LE(end + 10) }).flatMap(() => {
    const [method, packed] = [jar.readUInt16LE(at + 10), jar.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map(it => jar.readUInt16LE(at + it)) as [
      number,
      number,
      number,
    ];
    const isClass = jar.toString('latin1', at + 46, at + 46 + name).endsWith('.class');
    const local = jar.readUInt32LE(at + 42);
    at += 46 + name + extra + comment;
    if (!isClass) return [];
    const start = local + 30 + jar.readUInt16LE(local + 26) + jar.readUInt16LE(local + 28);
    const data = jar.subarray(start, start + packed);
    return [method === 8 ? inflateRawSync(data) : data];
  });
}

async function texts(): Promise<readonly Buffer[]> {
  const root = path.join(projectFolder, 'node_modules');
  const names = (await readdir(root, { recursive: true })).sort();
  const found: Buffer[] = [];
  let bytes = 0;
  for (const name of names.filter(it => /\.(?:ts|js|md|json)$/.test(it))) {
    const place = path.join(root, name);
    const stats = await stat(place);
    if (!stats.isFile() || stats.size < smallestBytes || stats.size > 400_000) continue;
    if ((bytes += stats.size) > shares.texts) break;
    found.push(await readFile(place));
  }
  return found;
}
