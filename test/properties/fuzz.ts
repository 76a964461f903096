import assert from 'node:assert/strict';
import { readStrictly, serverIdsByFastXml } from './crossCheck';
import { generateDocument } from './documents';
import { parseSettings } from '../../src/maven/parseSettings';
import { assertBytes, checkEdit, newToken, setToken } from './fidelity';
import { mutate } from './mutations';
import { Random } from './random';

/** What a run of random documents has shown. A violated promise throws instead. */
export interface FuzzFigures {
  documents: number;
  accepted: number;
  /** The slowest edit in milliseconds of processor time per 100 kB; smaller documents count as 100 kB. */
  slowest: number;
  /** Accepted by us, not by saxes, as Maven wants it (`&nbsp;`, a blank line before the declaration). */
  saxesRefused: number;
  /** Accepted by us, not by fast-xml-parser (an element named `constructor`). */
  fastXmlRefused: number;
}

const noFigures = (): FuzzFigures => ({
  documents: 0,
  accepted: 0,
  slowest: 0,
  saxesRefused: 0,
  fastXmlRefused: 0,
});

/** Edits `count` documents made by the grammar; each must come out exactly as expected. */
export function fuzzGenerated(seed: number, count: number): FuzzFigures {
  const figures = noFigures();
  for (let index = 0; index < count; index++) {
    const document = generateDocument(new Random(seed + index), newToken);
    try {
      checkGenerated(figures, document);
    } catch (error) {
      throw new Error(`generated document ${seed + index}`, { cause: error });
    }
  }
  return figures;
}

function checkGenerated(
  figures: FuzzFigures,
  { before, id, expected }: ReturnType<typeof generateDocument>,
): void {
  const result = timed(figures, before, id);
  assert.ok(result, 'a document that Maven reads was refused');
  if (expected) assertBytes(result.bytes, expected);
  else assertOnlyInserted(before, result.bytes);
  checkValues(figures, result.bytes);
}

/** The view must say what fast-xml-parser reads, where that reads the document at all. */
function checkValues(figures: FuzzFigures, bytes: Uint8Array): void {
  const { encoding, servers } = parseSettings(bytes);
  if (encoding !== 'utf-8') return;
  const ids = serverIdsByFastXml(Buffer.from(bytes).toString('utf8'));
  if (ids)
    assert.deepEqual(
      servers.map(it => it.id),
      ids,
    );
  else figures.fastXmlRefused++;
}

/** Edits `count` documents that come from `sources` by random changes. */
export function fuzzMutated(
  seed: number,
  count: number,
  sources: readonly Uint8Array[],
): FuzzFigures {
  const figures = noFigures();
  for (let index = 0; index < count; index++) {
    const random = new Random(seed + index);
    const before = mutate(random, random.pick(sources), sources);
    try {
      checkMutated(figures, before, random.chance(3) ? 'team-new' : 'team-releases');
    } catch (error) {
      throw new Error(`mutation ${seed + index}: ${Buffer.from(before).toString('latin1')}`, {
        cause: error,
      });
    }
  }
  return figures;
}

function checkMutated(figures: FuzzFigures, before: Uint8Array, id: string): void {
  const result = timed(figures, before, id);
  if (!result) return;
  const isWide = /^utf-16/.test(encodingOf(before));
  const text = (bytes: Uint8Array) =>
    Buffer.from(bytes)
      .toString(isWide ? 'utf16le' : 'latin1')
      .replace(/^(\u00ef\u00bb\u00bf|\ufeff)/, '');
  if (isWide && before[0] !== 0xff) return;
  const former = readStrictly(text(before), id);
  if (!former.isWellFormed) {
    figures.saxesRefused++;
    return;
  }
  assert.ok(
    readStrictly(text(result.bytes), id).isWellFormed,
    'the result is not well-formed any more',
  );
  if (former.spans.length === 0) assertOnlyInserted(before, result.bytes);
  else assertWithin(text(before), text(result.bytes), former.spans);
}

function encodingOf(bytes: Uint8Array): string {
  return bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0
    ? 'utf-16'
    : 'other';
}

function timed(figures: FuzzFigures, before: Uint8Array, id: string) {
  const start = process.cpuUsage();
  const result = checkEdit(before, [setToken(id)]);
  // Three edits: the first, the one without effect, and undo.
  const milliseconds = process.cpuUsage(start).user / 1000 / (result ? 3 : 1);
  figures.documents++;
  if (result) figures.accepted++;
  figures.slowest = Math.max(figures.slowest, milliseconds / Math.max(1, before.length / 100_000));
  return result;
}

/** The part that differs, without the common start and end. */
function changedPart(before: string | Uint8Array, after: string | Uint8Array) {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, end: before.length - end };
}

/** Nothing of the former document may go but the `/>` of an element that had to be opened. */
function assertOnlyInserted(before: Uint8Array, after: Uint8Array): void {
  const { start, end } = changedPart(before, after);
  const gone = Buffer.from(before.subarray(start, end)).toString('latin1').replaceAll('\0', '');
  assert.match(gone, /^\s*\/?>?$/, 'more than an insertion');
}

function assertWithin(
  before: string,
  after: string,
  spans: readonly { start: number; end: number }[],
): void {
  const { start, end } = changedPart(before, after);
  if (start >= end && before.length === after.length) return;
  const first = Math.min(...spans.map(it => it.start));
  const last = Math.max(...spans.map(it => it.end));
  assert.ok(
    start >= first && end <= last,
    `bytes ${start}-${end} changed, outside of ${first}-${last}`,
  );
}
