import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../src/core/secret';
import { localFileSystemHost, type FileSystemHost } from '../../src/files/fileSystemHost';
import { replaceFile } from '../../src/files/replaceFile';
import { editSettings } from '../../src/maven/editSettings';
import { parseSettings } from '../../src/maven/parseSettings';
import { meddledMachine } from './faultyMachine';
import type { Random } from './random';

const signal = new AbortController().signal;
const quick: FileSystemHost = {
  ...localFileSystemHost,
  hasAccessList: () => Promise.resolve(false),
};

async function inFolder<T>(run: (file: string) => Promise<T>): Promise<T> {
  const folder = await fs.realpath(await fs.mkdtemp(path.join(tmpdir(), 'together-')));
  try {
    return await run(path.join(folder, 'settings.xml'));
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Lets processes edit one file at the same time; returns how many of their updates survived. */
export function updateTogether(processes: number, updates: number): Promise<number> {
  return inFolder(async file => {
    const program = path.resolve('out/test/properties/updater.js');
    const children = Array.from({ length: processes }, (_, index) =>
      spawn(process.execPath, [program, file, `p${index}`, `${updates}`], {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    const ends = await Promise.all(children.map(child => once(child, 'exit')));
    for (const [code] of ends) assert.equal(code, 0, 'an updater failed');
    assert.deepEqual(
      await fs.readdir(path.dirname(file)),
      ['settings.xml'],
      'something stayed behind',
    );
    return new Set(parseSettings(await fs.readFile(file)).servers.map(it => it.id)).size;
  });
}

/** What changes without a lock have come to. */
export interface ForeignFigures {
  /** Made at some call before our last look; all must survive. */
  beforeCheck: number;
  /** Written in place between our last look and the rename; all must survive. */
  inPlaceAfterCheck: number;
  /** Microseconds from our last look to the new file in place. */
  window: { median: number; longest: number };
}

/** Changes a file at a chosen call of each of our replacements. Fails when a change is lost. */
export function meddleWhileReplacing(random: Random, rounds: number): Promise<ForeignFigures> {
  return inFolder(async file => {
    writeFileSync(file, '<settings>\n</settings>\n', { mode: 0o600 });
    const figures = { beforeCheck: 0, inPlaceAfterCheck: 0 };
    const windows: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const isLate = round % 5 === 0;
      await replaceMeddled(random, file, round, isLate, windows);
      const text = readFileSync(file, 'utf8');
      assert.ok(text.includes(`<!-- foreign ${round} -->`), `foreign change ${round} was lost`);
      assert.ok(text.includes(`<id>ours-${round}</id>`), `our change ${round} was lost`);
      figures[isLate ? 'inPlaceAfterCheck' : 'beforeCheck']++;
      if (round % 20 === 19) writeFileSync(file, '<settings>\n</settings>\n');
    }
    windows.sort((a, b) => a - b);
    const median = windows[windows.length >> 1] ?? 0;
    return { ...figures, window: { median, longest: windows.at(-1) ?? 0 } };
  });
}

async function replaceMeddled(
  random: Random,
  file: string,
  round: number,
  isLate: boolean,
  windows: number[],
): Promise<void> {
  const target = 3 + random.int(20);
  let count = 0;
  let checked = 0;
  let isDone = false;
  const meddle = () => {
    isDone = true;
    foreignChange(file, round, isLate || random.chance(2));
  };
  const machine = meddledMachine(
    call => {
      count++;
      const now = isLate ? call === 'renameSync' : count === target || call === 'lstatSync';
      if (now && !isDone) meddle();
    },
    call => {
      if (call === 'lstatSync') checked = performance.now();
      if (call === 'renameSync' && !isLate) windows.push((performance.now() - checked) * 1000);
    },
    quick,
  );
  const change = { kind: 'set-token', id: `ours-${round}`, token: new Secret('eyJ.new') } as const;
  await replaceFile(file, bytes => editSettings(bytes, [change]).bytes, { host: machine }, signal);
}

function foreignChange(file: string, round: number, inPlace: boolean): void {
  const text = readFileSync(file, 'utf8').replace(
    '</settings>',
    `<!-- foreign ${round} --></settings>`,
  );
  if (inPlace) {
    writeFileSync(file, text);
    return;
  }
  writeFileSync(`${file}.foreign`, text, { mode: 0o600 });
  renameSync(`${file}.foreign`, file);
}

/** Lets another process change the file freely while we do; returns how many of its changes we lost. */
export function raceForeignWriter(rounds: number): Promise<{ lost: number; ours: number }> {
  return inFolder(async file => {
    writeFileSync(file, '<settings>\n</settings>\n', { mode: 0o600 });
    const program = path.resolve('out/test/properties/foreignWriter.js');
    const child = spawn(process.execPath, [program, file, `${rounds}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (part: Buffer) => (output += part.toString()));
    const exit = once(child, 'exit');
    let ours = 0;
    while (child.exitCode === null) {
      const change = {
        kind: 'set-token',
        id: 'ours',
        token: new Secret(`eyJ.new${ours}`),
      } as const;
      await replaceFile(
        file,
        bytes => editSettings(bytes, [change]).bytes,
        { host: quick },
        signal,
      ).then(
        () => ours++,
        // Refused because the other one never rests, or was caught half-way: nothing was written.
        () => undefined,
      );
    }
    await exit;
    return { lost: Number(output.trim()), ours };
  });
}
