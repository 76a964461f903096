import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { announcementFile } from './announce';
import { help } from './help';
import { timedLog } from './log';
import { readOptions, UsageError } from './options';
import { startSandbox } from './sandbox';
import { Held } from './store/ownership';

const exit = { ended: 0, failed: 1, usage: 2, held: 3 } as const;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), homedir());
  if (options === 'help') {
    process.stdout.write(help);
    return;
  }
  const log = timedLog(
    () => new Date(),
    text => process.stderr.write(text),
  );
  // Before anybody knows of the sandbox, so that whoever does can end it.
  const asked = untilAsked(options.exitWithParent);
  const sandbox = await startSandbox(options, log);
  process.stdout.write(`${JSON.stringify(sandbox.announcement)}\n`);
  log(`Serving ${options.data} at ${sandbox.announcement.endpoint}`);
  await asked;
  await sandbox.close();
  log('Ended');
}

/** Waits for a signal or, when asked to, for the end of standard input. */
function untilAsked(exitWithParent: boolean): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve());
    if (!exitWithParent) return;
    process.stdin.once('end', () => resolve());
    process.stdin.once('error', () => resolve());
    process.stdin.resume();
  });
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nTry --help.\n`);
    return exit.usage;
  }
  if (error instanceof Held) {
    process.stderr.write(`${error.message}${servedAt()}\n`);
    return exit.held;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return exit.failed;
}

/** Where the process that holds the folder serves, as far as it said. */
function servedAt(): string {
  const options = readOptions(process.argv.slice(2), homedir());
  const file = options === 'help' ? '' : announcementFile(options.data);
  if (!existsSync(file)) return '';
  const { endpoint } = JSON.parse(readFileSync(file, 'utf8')) as { readonly endpoint: string };
  return `, which serves it at ${endpoint}`;
}

main().then(
  () => process.exit(exit.ended),
  (error: unknown) => process.exit(explain(error)),
);
