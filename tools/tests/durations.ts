import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachePath, projectFolder } from '../project';
import { wholeSuite, type Report } from './report';

/** How long each test file took last, in milliseconds, by `suite/file`. */
export type Durations = Readonly<Record<string, number>>;

/** What a fresh clone goes by: kept in the repository, and read where nothing else is known. */
const committed = path.join(projectFolder, 'test', 'durations.json');
const own = cachePath('durations.json');

/** A file of which nothing is known is taken for one of this length. */
const unknownMilliseconds = 5000;

/** Reads what is known of this machine, and of the one that recorded test/durations.json. */
export async function readDurations(): Promise<Durations> {
  return { ...(await read(committed)), ...(await read(own)) };
}

/** Keeps how long the files of `suite` took, for the next run. */
export async function recordDurations(suite: string, report: Report): Promise<void> {
  const entries = report
    .filter(({ file, failed }) => file !== wholeSuite && failed.length === 0)
    .map(({ file, milliseconds }) => [`${suite}/${file}`, Math.round(milliseconds)] as const);
  const known = { ...(await read(own)), ...Object.fromEntries(entries) };
  await mkdir(path.dirname(own), { recursive: true });
  await writeFile(own, `${JSON.stringify(sorted(known), undefined, 2)}\n`);
}

/** `names` of `suite`, the longest first. */
export function sortLongestFirst(
  names: readonly string[],
  suite: string,
  durations: Durations,
): string[] {
  return names.toSorted(
    (a, b) => durationOf(b, suite, durations) - durationOf(a, suite, durations),
  );
}

/** Divides `names` of `suite` into `count` parts that take about equally long. */
export function splitEvenly(
  names: readonly string[],
  count: number,
  suite: string,
  durations: Durations,
): string[][] {
  const parts = Array.from({ length: count }, () => ({ names: [] as string[], sum: 0 }));
  for (const name of sortLongestFirst(names, suite, durations)) {
    const shortest = parts.reduce((least, part) => (part.sum < least.sum ? part : least));
    shortest.names.push(name);
    shortest.sum += durationOf(name, suite, durations);
  }
  return parts.map(part => part.names).filter(part => part.length > 0);
}

function durationOf(name: string, suite: string, durations: Durations): number {
  return durations[`${suite}/${name}`] ?? unknownMilliseconds;
}

const sorted = (durations: Durations): Durations =>
  Object.fromEntries(Object.entries(durations).sort(([a], [b]) => (a < b ? -1 : 1)));

async function read(file: string): Promise<Durations> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Durations;
  } catch {
    return {};
  }
}
