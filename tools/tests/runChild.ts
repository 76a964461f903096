import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { recordProcess, createTemporaryFolder } from '../machine/leftovers';
import { cachePath, projectFolder } from '../project';
import { hostLinePrefix } from './hostTask';
import { listFailures, notRunReport, type Report } from './report';

/** A tool that runs tests in a process of its own. */
interface Child {
  /** The tool's bundle in out/tools. */
  readonly file: string;
  readonly args: (reportFile: string) => readonly string[];
  readonly limitMinutes: number;
  /** Only lines of the tests themselves are shown; everything goes to .cache/logs/host.log. */
  readonly hostLines?: true;
  readonly quiet?: true;
  /** Is given what the tool has printed, when it has ended. Without it, everything is shown at once. */
  readonly printed?: (output: string) => void;
  /** Variables beside those of this process. */
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  /** Ends the tool early. */
  readonly signal?: AbortSignal;
}

/** Runs `child`; resolves to the report that it writes, or to one that says why there is none. */
export async function runChild(task: Child): Promise<Report> {
  const { file, args, limitMinutes, hostLines, quiet, printed, env, signal } = task;
  const output = hostLines || printed ? 'pipe' : quiet ? 'ignore' : 'inherit';
  const { folder, remove } = createTemporaryFolder('tests-');
  try {
    const reportFile = path.join(folder, 'report.json');
    const script = path.join(projectFolder, 'out', 'tools', file);
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args(reportFile)], {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
    });
    recordProcess(child);
    if (hostLines) await showHostLines(child);
    const collecting = printed ? collected(child) : undefined;
    const end = await ending(child, limitMinutes, signal);
    if (collecting) printed?.(await collecting);
    const text = await readFile(reportFile, 'utf8').catch(() => undefined);
    if (text === undefined)
      return notRunReport('failed', `it ended (${end}) before its tests did; its output is above`);
    return withEnding(JSON.parse(text) as Report, end);
  } finally {
    await remove();
  }
}

/** A report without a failure and an exit code with one: something outside of the tests failed. */
function withEnding(report: Report, end: string): Report {
  if (end === 'code 0' || listFailures(report).length > 0) return report;
  return [...report, ...notRunReport('failed', `it ended with ${end}`)];
}

function ending(
  child: ChildProcess,
  limitMinutes: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      console.error(`Stopped: this suite has taken more than ${limitMinutes} minutes.`);
      child.kill('SIGTERM');
    }, limitMinutes * 60_000);
    const stop = () => void child.kill('SIGTERM');
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    child.once('error', error => resolve(error.message));
    child.once('close', (code, killedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve(code === null ? `signal ${killedBy ?? '?'}` : `code ${code}`);
    });
  });
}

async function collected({ stdout, stderr }: ChildProcess): Promise<string> {
  let all = '';
  const add = async (stream: Readable | null) => {
    for await (const chunk of stream ?? []) all += String(chunk);
  };
  await Promise.all([add(stdout), add(stderr)]);
  return all;
}

async function showHostLines(child: ChildProcess): Promise<void> {
  const file = cachePath('logs', 'host.log');
  await mkdir(path.dirname(file), { recursive: true });
  const log = createWriteStream(file);
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface(stream).on('line', line => {
      log.write(`${line}\n`);
      if (line.startsWith(hostLinePrefix)) console.log(line.slice(hostLinePrefix.length));
    });
  }
  child.once('close', () => log.end());
}
