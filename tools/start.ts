// npm start: VS Code on a sample project, with the extension and a sandbox, in a home of its own.
// npm start -- --tour, or without a terminal: the first steps by themselves, in a headless window.
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { takeLock } from '../scripts/lock.mjs';
import { lessonHomeIn } from './lesson/home';
import { onParentExit } from './machine/parentEnd';
import { cachePath, projectFolder } from './project';
import { runSession } from './session/session';
import { runTour } from './session/tour';
import { chooseCodeVariant } from './vscode/choice';
import { runMain } from './machine/runMain';

/** In .cache/, unless a space in the path keeps Maven from being told of it. */
function homeFolder(): string {
  const folder = cachePath('home');
  if (!/\s/.test(folder)) return folder;
  const hash = createHash('sha256').update(projectFolder).digest('hex').slice(0, 12);
  // It outlives this run, unlike the folder that TMPDIR names.
  const shared = process.env['SHARED_TMPDIR'] ?? tmpdir();
  return path.join(shared, `codeartifact-home-${hash}`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { tour: { type: 'boolean', default: false } } });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stop.abort());
  onParentExit(() => stop.abort());
  const attended = process.stdin.isTTY && process.stdout.isTTY;
  if (values.tour || !attended) return (await runTour(cachePath('tour'), stop.signal)) ? 0 : 1;
  const home = lessonHomeIn(homeFolder());
  const giveBack = takeLock(cachePath('run'), 'home', 'npm start', `the home ${home.folder}`);
  try {
    console.log(`Your real ~/.m2 and ~/.aws stay as they are: here, home is ${home.folder}`);
    await runSession(home, await chooseCodeVariant(), line => console.log(line), stop.signal);
  } finally {
    giveBack();
  }
  return 0;
}

runMain(main());
