/**
 * Compares two versions in Maven's order, as `ComparableVersion` of Maven 3 does (POM reference,
 * "Version Order Specification"): negative when `a` is less, 0 when the two are equal.
 */
export function compareMavenVersions(a: string, b: string): number {
  return compareLists(parseVersion(a), parseVersion(b));
}

/** A number, the order of a qualifier, or a nested list. */
type Item = bigint | string | readonly Item[];

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const aliases = new Map([
  ['ga', ''],
  ['final', ''],
  ['release', ''],
  ['cr', 'rc'],
]);
const abbreviations = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);
const releaseOrder = qualifierOrder('');

/**
 * Parses into nested lists: each hyphen, each change between digits and other characters, and each
 * qualifier after a dot begins a list at the end of the one before.
 */
function parseVersion(version: string): readonly Item[] {
  const text = version.toLowerCase();
  let list: Item[] = [];
  const lists = [list];
  const nest = () => {
    list = [];
    lists.push(list);
  };
  let start = 0;
  let isNumber = false;
  const add = (end: number) => {
    const part = text.slice(start, end);
    list.push(isNumber ? BigInt(part) : qualifierOrder(part));
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const isDigit = character >= '0' && character <= '9';
    if (character === '.' || character === '-') {
      if (at === start) list.push(0n);
      else add(at);
      start = at + 1;
      if (character === '-') nest();
      continue;
    }
    if (at > start && isDigit !== isNumber) {
      if (isDigit && list.length > 0) nest();
      const letters = text.slice(start, at);
      if (isNumber) add(at);
      else list.push(qualifierOrder(abbreviations.get(letters) ?? letters));
      start = at;
      nest();
    }
    isNumber = isDigit;
  }
  if (text.length > start) {
    if (!isNumber && list.length > 0) nest();
    add(text.length);
  }
  return lists.reduceRight<readonly Item[]>(
    (inner, outer) => withoutTrailingNulls([...outer, inner]),
    [],
  );
}

/** Known qualifiers sort before unknown ones, which sort by their text. */
function qualifierOrder(text: string): string {
  const qualifier = aliases.get(text) ?? text;
  const known = qualifiers.indexOf(qualifier);
  return known < 0 ? `${qualifiers.length}-${qualifier}` : String(known);
}

/** Drops zeros, release qualifiers and empty lists at the end and before a nested list. */
function withoutTrailingNulls(list: readonly Item[]): readonly Item[] {
  const items = [...list];
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at];
    if (item === 0n || item === releaseOrder || (Array.isArray(item) && item.length === 0))
      items.splice(at, 1);
    else if (!Array.isArray(item)) break;
  }
  return items;
}

function compareLists(a: readonly Item[], b: readonly Item[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [x, y] = [a[at], b[at]];
    const order = x === undefined ? -compareItems(y, x) : compareItems(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

function compareItems(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return 0;
  if (b === undefined) return compareWithNothing(a);
  if (typeof a === 'object' && typeof b === 'object') return compareLists(a, b);
  return typeof a === typeof b ? compareValues(a, b) : rank(a) - rank(b);
}

/** Numbers come after lists, and lists after qualifiers. */
function rank(item: Item): number {
  if (typeof item === 'bigint') return 2;
  return typeof item === 'string' ? 0 : 1;
}

function compareWithNothing(item: Item): number {
  if (typeof item === 'bigint') return compareValues(item, 0n);
  if (typeof item === 'string') return compareValues(item, releaseOrder);
  return item.map(compareWithNothing).find(order => order !== 0) ?? 0;
}

function compareValues(a: Item, b: Item): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
