import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { announcementFile } from './announcement';
import { help } from './help';
import { createTimestampedLog } from './log';
import { FatalError } from './fatalError';
import { parseOptions, UsageError } from './options';
import { startSandboxServer } from './sandboxServer';
import { FolderInUseError } from './store/lockFolder';

const exitCodes = { ended: 0, failed: 1, usage: 2, folderInUse: 3, fatal: 4 } as const;

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), homedir());
  if (options === 'help') {
    process.stdout.write(help);
    return;
  }
  // The process that reads the streams may have ended, which does not concern the sandbox.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const log = createTimestampedLog(
    () => new Date(),
    text => process.stderr.write(text),
  );
  // The handlers must be there before the sandbox announces itself and others can signal it.
  const shutdownRequested = waitForShutdownRequest(options.exitWithParent);
  const sandbox = await startSandboxServer(options, log);
  process.on('uncaughtException', error => sandbox.handleUncaughtError('uncaught', error));
  process.on('unhandledRejection', error => sandbox.handleUncaughtError('unhandled', error));
  process.stdout.write(`${JSON.stringify(sandbox.announcement)}\n`);
  log(`Serving ${options.data} at ${sandbox.announcement.endpoint}`);
  const failure = await Promise.race([shutdownRequested, sandbox.fatalError]);
  await sandbox.close();
  if (failure) throw failure;
  log('The sandbox has ended');
}

/** Waits for a signal or, with `--exit-with-parent`, for the end of standard input. */
function waitForShutdownRequest(exitWithParent: boolean): Promise<undefined> {
  return new Promise(resolve => {
    const shutDown = () => resolve(undefined);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, shutDown);
    if (!exitWithParent) return;
    process.stdin.on('end', shutDown);
    process.stdin.on('error', shutDown);
    process.stdin.resume();
  });
}

function reportError(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nTry --help.\n`);
    return exitCodes.usage;
  }
  if (error instanceof FolderInUseError) {
    process.stderr.write(`${error.message}${describeRunningEndpoint()}\n`);
    return exitCodes.folderInUse;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof FatalError ? exitCodes.fatal : exitCodes.failed;
}

/** The address of the process that holds the folder, if it has announced one. */
function describeRunningEndpoint(): string {
  const options = parseOptions(process.argv.slice(2), homedir());
  const file = options === 'help' ? '' : announcementFile(options.data);
  if (!existsSync(file)) return '';
  const { endpoint } = JSON.parse(readFileSync(file, 'utf8')) as { readonly endpoint: string };
  return `, which serves it at ${endpoint}`;
}

main().then(
  () => process.exit(exitCodes.ended),
  (error: unknown) => process.exit(reportError(error)),
);
