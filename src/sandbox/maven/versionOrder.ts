import type { Format } from '../../core/coordinates';
import type { VersionRecord } from '../store/records';
import type { Named } from '../store/store';

/** The version that the service shows for a package: the greatest one that is published. */
export function defaultVersion(
  format: Format,
  versions: readonly Named<VersionRecord>[],
): string | undefined {
  const published = versions.filter(({ record }) => record.status === 'Published');
  const compare = format === 'maven' ? compareMavenVersions : compareNaturally;
  return published
    .map(({ name }) => name)
    .sort(compare)
    .at(-1);
}

/** Other formats: numbers in them by value. */
function compareNaturally(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

type Part = number | string;

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const aliases: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };

/** Orders versions as Maven does (POM reference, "Version Order Specification"), for what is common. */
export function compareMavenVersions(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  for (let at = 0; at < Math.max(x.length, y.length); at++) {
    const order = comparePart(x[at], y[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function parts(version: string): Part[] {
  const found = version.toLowerCase().match(/\d+|[a-z]+|[^\da-z.\-_+]+/g) ?? [];
  const read = found.map((text, at) => {
    if (/^\d/.test(text)) return Number(text);
    const short = { a: 'alpha', b: 'beta', m: 'milestone' }[text];
    const beforeNumber = /^\d/.test(found[at + 1] ?? '');
    return (beforeNumber ? short : undefined) ?? aliases[text] ?? text;
  });
  while (read.length > 0 && (read.at(-1) === 0 || read.at(-1) === '')) read.pop();
  return read;
}

function comparePart(a: Part | undefined, b: Part | undefined): number {
  if (typeof a === 'number' || typeof b === 'number') {
    if (typeof a === 'string') return -1;
    if (typeof b === 'string') return 1;
    return (a ?? 0) - (b ?? 0);
  }
  const [x, y] = [rank(a ?? ''), rank(b ?? '')];
  return x === y ? ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0) : x - y;
}

function rank(qualifier: string): number {
  const known = qualifiers.indexOf(qualifier);
  return known < 0 ? qualifiers.length : known;
}
