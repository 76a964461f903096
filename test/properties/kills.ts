import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localFileSystemHost } from '../../src/files/fileSystemHost';
import { replaceFile } from '../../src/files/replaceFile';
import { deleteLeftovers } from '../../src/files/deleteLeftovers';
import { meddledMachine } from './faultyMachine';
import type { Random } from './random';

/** What a run of kills has shown. A corrupt or empty file or a wider mode throws instead. */
export interface KillFigures {
  kills: number;
  /** Kills that left something, all of which was swept. */
  leftovers: number;
}

const signal = new AbortController().signal;

/** A content that shows whether it is whole. */
export function contentOf(round: number): Uint8Array {
  return Buffer.from(`<settings>${`<!-- ${round} -->`.repeat(200 + (round % 7) * 300)}</settings>`);
}

function isWhole(text: string): boolean {
  const round = /^<settings><!-- (\d+) -->/.exec(text)?.[1];
  return round !== undefined && Buffer.from(contentOf(Number(round))).toString() === text;
}

const writer = path.resolve('out/test/properties/killedWriter.js');

/** Kills a process that replaces a file all the time, at random moments. */
export async function killAtRandom(random: Random, count: number): Promise<KillFigures> {
  const figures = { kills: 0, leftovers: 0 };
  for (; figures.kills < count; figures.kills++)
    await withFile(figures, async file => {
      const child = spawn(process.execPath, [writer, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await sleep(random.int(60));
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
  return figures;
}

/**
 * Lets a process kill itself before and after each call of a replacement, `times` times each; at
 * every `stride`th call only.
 */
export async function killAtEachCall(
  times: number,
  stride = 1,
): Promise<KillFigures & { calls: number }> {
  const figures = { kills: 0, leftovers: 0, calls: 0 };
  figures.calls = await callsOfReplacement();
  const wanted = Array.from({ length: figures.calls * times }, (_, number) => number).filter(
    number => Math.floor(number / times) % stride === 0,
  );
  figures.kills = wanted.length;
  // A few at a time: most of it is waiting for processes to start.
  const killAll = async () => {
    for (let number = wanted.pop(); number !== undefined; number = wanted.pop())
      await withFile(
        figures,
        killAt(Math.floor(number / times), number % 2 === 0 ? 'before' : 'after'),
      );
  };
  await Promise.all([killAll(), killAll(), killAll(), killAll()]);
  return figures;
}

/** How many calls a replacement makes at least: some files' times make it look once more. */
async function callsOfReplacement(): Promise<number> {
  const counts: number[] = [];
  for (let run = 0; run < 5; run++)
    await withFile({ kills: 0, leftovers: 0 }, async file => {
      let calls = 0;
      const machine = meddledMachine(() => calls++);
      await replaceFile(file, () => contentOf(1), { host: machine }, signal);
      counts.push(calls);
    });
  return Math.min(...counts);
}

function killAt(index: number, moment: 'before' | 'after') {
  return async (file: string): Promise<void> => {
    const child = spawn(process.execPath, [writer, file, `${index}`, moment], { stdio: 'ignore' });
    const [, killed] = (await once(child, 'exit')) as [number | null, string | null];
    assert.equal(killed, 'SIGKILL', `call ${index} was not made`);
  };
}

async function withFile(figures: KillFigures, run: (file: string) => Promise<void>): Promise<void> {
  const folder = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'kills-')));
  try {
    const file = path.join(folder, 'settings.xml');
    await fs.writeFile(file, contentOf(0), { mode: 0o600 });
    await run(file);
    await checkAfterKill(figures, folder, file);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function checkAfterKill(figures: KillFigures, folder: string, file: string): Promise<void> {
  assert.ok(isWhole(await fs.readFile(file, 'utf8')), 'the file is corrupt');
  const names = await fs.readdir(folder);
  for (const name of names) {
    const { mode } = await fs.stat(path.join(folder, name));
    assert.equal(mode & 0o077, 0, `${name} can be read by others`);
  }
  if (names.length === 1) return;
  figures.leftovers++;
  // Every other time the next write comes before the next start.
  const write = () => replaceFile(file, () => contentOf(99), { lockMilliseconds: 2000 }, signal);
  if (figures.leftovers % 2 === 0) await write();
  // The next start comes later than 10 s after the kill.
  const machine = { ...localFileSystemHost, now: () => Date.now() + 60_000 };
  await deleteLeftovers(folder, { machine }, signal);
  assert.deepEqual(await fs.readdir(folder), ['settings.xml'], 'leftovers stayed');
  await write();
  assert.ok(isWhole(await fs.readFile(file, 'utf8')));
}
