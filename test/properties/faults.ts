import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isFailure } from '../../src/core/failure';
import { replaceFile } from '../../src/files/replaceFile';
import { deleteLeftovers } from '../../src/files/deleteLeftovers';
import { meddledMachine, systemError, type CallName } from './faultyMachine';
import { localFileSystemHost, type FileSystemHost } from '../../src/files/fileSystemHost';

/** What the operating system may answer. */
export const errnos = [
  'EIO',
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EPERM',
  'EROFS',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EBUSY',
  'ESTALE',
  'EFBIG',
  'ETIMEDOUT',
  'ENODEV',
];

/** What a run of faults has shown. A damaged file or a false success throws instead. */
export interface FaultFigures {
  faults: number;
  /** Failed, with the former bytes in place. */
  refused: number;
  /** Succeeded in spite of the fault, with the new bytes in place. */
  survived: number;
  /** Failed after the change was made, and said so. */
  unconfirmed: number;
  /** The file system's calls that were made to fail, with how often each is made. */
  readonly calls: ReadonlySet<string>;
}

const oldBytes = Buffer.from(`<settings>${'old '.repeat(500)}</settings>`);
const newBytes = Buffer.from(`<settings>${'new! '.repeat(700)}</settings>`);
const signal = new AbortController().signal;
/** Nothing waits for long in a test. */
const hasty: FileSystemHost = {
  ...localFileSystemHost,
  wait: () => new Promise(setImmediate),
  hasAccessList: () => Promise.resolve(false),
};

interface Scene {
  readonly file: string;
  readonly folder: string;
  readonly exists: boolean;
}

/** Lets each call of a replacement fail with each of `codes`, for a file that exists and a new one. */
export async function injectFaults(codes: readonly string[]): Promise<FaultFigures> {
  const figures = { faults: 0, refused: 0, survived: 0, unconfirmed: 0, calls: new Set<string>() };
  for (const exists of [true, false]) {
    const sequence = await withScene(exists, callsOf);
    for (const [index, call] of sequence.entries()) {
      figures.calls.add(call);
      for (const code of codes)
        await withScene(exists, scene => injectOne(figures, scene, index, call, code));
    }
  }
  return figures;
}

async function withScene<T>(exists: boolean, run: (scene: Scene) => Promise<T>): Promise<T> {
  const folder = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'faults-')));
  try {
    const file = path.join(folder, 'settings.xml');
    if (exists) await fs.writeFile(file, oldBytes, { mode: 0o600 });
    return await run({ file, folder, exists });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** The calls of a replacement in which nothing goes wrong. */
async function callsOf({ file }: Scene): Promise<readonly CallName[]> {
  const calls: CallName[] = [];
  const machine = meddledMachine(call => calls.push(call), undefined, hasty);
  await replaceFile(file, () => newBytes, { host: machine }, signal);
  return calls;
}

async function injectOne(
  figures: FaultFigures,
  scene: Scene,
  index: number,
  call: CallName,
  code: string,
): Promise<void> {
  let count = 0;
  const meddle = () => {
    if (count++ === index) throw systemError(code);
  };
  const machine = meddledMachine(meddle, undefined, hasty);
  figures.faults++;
  const error = await outcome(scene, machine);
  const where = `${code} at call ${index} (${call}), file ${scene.exists ? 'present' : 'absent'}`;
  const now = await fs.readFile(scene.file).catch(() => undefined);
  const isOld = scene.exists ? now?.equals(oldBytes) === true : now === undefined;
  if (!error) {
    assert.ok(now?.equals(newBytes), `false success: ${where}`);
    figures.survived++;
  } else if (isOld) figures.refused++;
  else {
    assert.ok(now?.equals(newBytes), `damaged: ${where}`);
    assert.match(error.details.reason ?? '', /the change was made/, `untold change: ${where}`);
    figures.unconfirmed++;
  }
  await checkRest(scene, where);
}

async function outcome({ file }: Scene, machine: FileSystemHost) {
  try {
    const result = await replaceFile(
      file,
      () => newBytes,
      { host: machine, lockMilliseconds: 200 },
      signal,
    );
    assert.equal(result.changed, true);
    return undefined;
  } catch (error) {
    assert.ok(isFailure(error), String(error));
    assert.equal(error.details.file, file);
    return error;
  }
}

/** No wider mode, and nothing left that the next start does not sweep. */
async function checkRest({ file, folder }: Scene, where: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    const { mode } = await fs.stat(path.join(folder, name));
    assert.equal(mode & 0o077, 0, `${name} can be read by others: ${where}`);
  }
  const later: FileSystemHost = {
    ...localFileSystemHost,
    isProcessAlive: () => false,
    now: () => Date.now() + 60_000,
  };
  await deleteLeftovers(folder, { machine: later }, signal);
  const rest = (await fs.readdir(folder)).filter(name => name !== path.basename(file));
  assert.deepEqual(rest, [], `left behind: ${where}`);
}

/** Writes of 1 to all bytes that come back short, and one that writes nothing. */
export async function injectShortWrites(steps: number): Promise<number> {
  let runs = 0;
  const lengths = Array.from({ length: steps }, (_, step) =>
    Math.max(1, Math.round((newBytes.length * step) / steps)),
  );
  for (const length of lengths)
    await withScene(true, async ({ file }) => {
      runs++;
      await replaceFile(file, () => newBytes, { host: shortWriter(length) }, signal);
      assert.ok((await fs.readFile(file)).equals(newBytes), `short write of ${length} bytes`);
    });
  await withScene(true, async ({ file }) => {
    runs++;
    await assert.rejects(
      replaceFile(file, () => newBytes, { host: shortWriter(0) }, signal),
      { code: 'disk-full' },
    );
    assert.ok((await fs.readFile(file)).equals(oldBytes));
  });
  return runs;
}

function shortWriter(length: number): FileSystemHost {
  const { calls } = hasty;
  return {
    ...hasty,
    calls: {
      ...calls,
      open: async (name, flags, mode) => {
        const file = await calls.open(name, flags, mode);
        const isTemporary = name.endsWith('-tmp');
        return isTemporary
          ? {
              ...file,
              write: (from, position) =>
                length === 0 ? Promise.resolve(0) : file.write(from.subarray(0, length), position),
            }
          : file;
      },
    },
  };
}
