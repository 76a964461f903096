import type { Format } from '../../core/coordinates';
import type { VersionRecord } from '../store/records';
import type { NamedRecord } from '../store/store';

/** The version that the service shows for a package: the greatest one that is published. */
export function findDefaultVersion(
  format: Format,
  versions: readonly NamedRecord<VersionRecord>[],
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
  const [partsA, partsB] = [parseParts(a), parseParts(b)];
  for (let at = 0; at < Math.max(partsA.length, partsB.length); at++) {
    const order = comparePart(partsA[at], partsB[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function parseParts(version: string): Part[] {
  const found = version.toLowerCase().match(/\d+|[a-z]+|[^\da-z.\-_+]+/g) ?? [];
  const parsed = found.map((text, at) => {
    if (/^\d/.test(text)) return Number(text);
    const expanded = { a: 'alpha', b: 'beta', m: 'milestone' }[text];
    const beforeNumber = /^\d/.test(found[at + 1] ?? '');
    return (beforeNumber ? expanded : undefined) ?? aliases[text] ?? text;
  });
  while (parsed.length > 0 && (parsed.at(-1) === 0 || parsed.at(-1) === '')) parsed.pop();
  return parsed;
}

function comparePart(a: Part | undefined, b: Part | undefined): number {
  if (typeof a === 'number' || typeof b === 'number') {
    if (typeof a === 'string') return -1;
    if (typeof b === 'string') return 1;
    return (a ?? 0) - (b ?? 0);
  }
  const [x, y] = [qualifierRank(a ?? ''), qualifierRank(b ?? '')];
  return x === y ? ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0) : x - y;
}

function qualifierRank(qualifier: string): number {
  const known = qualifiers.indexOf(qualifier);
  return known < 0 ? qualifiers.length : known;
}
