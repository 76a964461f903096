import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { announcementFile } from './announce';
import { help } from './help';
import { timedLog } from './log';
import { FatalError } from './fatalError';
import { readOptions, UsageError } from './options';
import { startSandbox } from './sandbox';
import { Held } from './store/ownership';

const exit = { ended: 0, failed: 1, usage: 2, held: 3, broken: 4 } as const;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), homedir());
  if (options === 'help') {
    process.stdout.write(help);
    return;
  }
  // The process that reads them may have ended; the sandbox goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const log = timedLog(
    () => new Date(),
    text => process.stderr.write(text),
  );
  // Before anybody knows of the sandbox, so that whoever does can end it.
  const asked = untilAsked(options.exitWithParent);
  const sandbox = await startSandbox(options, log);
  process.on('uncaughtException', error => sandbox.uncaught('uncaught', error));
  process.on('unhandledRejection', error => sandbox.uncaught('unhandled', error));
  process.stdout.write(`${JSON.stringify(sandbox.announcement)}\n`);
  log(`Serving ${options.data} at ${sandbox.announcement.endpoint}`);
  const failure = await Promise.race([asked, sandbox.failed]);
  await sandbox.close();
  if (failure) throw failure;
  log('Ended');
}

/** Waits for a signal or, when asked to, for the end of standard input. */
function untilAsked(exitWithParent: boolean): Promise<undefined> {
  return new Promise(resolve => {
    const ask = () => resolve(undefined);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, ask);
    if (!exitWithParent) return;
    process.stdin.on('end', ask);
    process.stdin.on('error', ask);
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
  return error instanceof FatalError ? exit.broken : exit.failed;
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
