// Changes a file without any lock, as editors and scripts do: `node foreignWriter.js FILE ROUNDS`.
// Prints how many of its changes were gone the next time it looked.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [file = '', rounds = '0'] = process.argv.slice(2);

async function main(): Promise<void> {
  const lost = new Set<number>();
  const made: number[] = [];
  for (let round = 0; round < Number(rounds); round++) {
    const text = readFileSync(file, 'utf8');
    for (const mark of made) if (!text.includes(`<!-- foreign ${mark} -->`)) lost.add(mark);
    const changed = text.replace('</settings>', `<!-- foreign ${round} --></settings>`);
    if (round % 2 === 0) writeFileSync(file, changed);
    else {
      writeFileSync(`${file}.foreign`, changed);
      renameSync(`${file}.foreign`, file);
    }
    made.push(round);
    await sleep(round % 7);
  }
  process.stdout.write(`${lost.size}\n`);
}

void main();
