import assert from 'node:assert/strict';
import type { PlanEntry } from '../../../../src/archive/plan/archivePlan';
import { maxBlockBytes, layoutTar } from '../../../../src/archive/pack/layoutTar';

const file = (path: string, bytes: number): PlanEntry =>
  ({
    kind: 'file',
    path,
    source: path,
    executable: false,
    identity: { bytes },
  }) as PlanEntry;
const folder = (path: string) => ({ kind: 'folder', path }) as PlanEntry;
const kibi = 1024;

/** Each block: its length, and at what offsets of the tar there are headers and pieces. */
const laidOut = (...entries: readonly PlanEntry[]) => [...layoutTar(entries)];

describe('layoutTar', () => {
  const cases: [what: string, entries: readonly PlanEntry[], lengths: readonly number[]][] = [
    ['nothing but its end', [], [1024]],
    ['a folder', [folder('a')], [512 + 1024]],
    ['an empty file', [file('a', 0)], [512 + 1024]],
    ['a file with padding', [file('a', 1)], [512 + 512 + 1024]],
    ['a file of a whole tar block', [file('a', 512)], [512 + 512 + 1024]],
    ['small files in one block', [file('a', 600), file('b', 1)], [512 + 1024 + 512 + 512 + 1024]],
    [
      'a large file in a block of its own',
      [file('a', 1), file('b', 256 * kibi), file('c', 1)],
      [1024, 512 + 256 * kibi, 1024 + 1024],
    ],
    ['a file just not large', [file('a', 256 * kibi - 1)], [512 + 256 * kibi + 1024]],
    ['a file of more than a block', [file('a', 1024 * kibi)], [maxBlockBytes, 512, 1024]],
    [
      'many small files in full blocks',
      Array.from({ length: 1500 }, (_, at) => file(`f${at}`, 512)),
      [maxBlockBytes, 1500 * 1024 + 1024 - maxBlockBytes],
    ],
    [
      'many folders in full blocks',
      Array.from({ length: 2047 }, (_, at) => folder(`f${at}`)),
      [maxBlockBytes, 512],
    ],
  ];
  for (const [what, entries, lengths] of cases)
    it(`is ${what}`, () => {
      const blocks = laidOut(...entries);
      assert.deepEqual(
        blocks.map(it => it.length),
        lengths,
      );
      for (const { length, headers, pieces } of blocks) {
        assert.ok(length <= maxBlockBytes);
        for (const { at, bytes } of headers) assert.ok(at + bytes.length <= length);
        for (const piece of pieces) assert.ok(piece.blockOffset + piece.length <= length);
      }
    });

  it('has every byte of a file once, in order', () => {
    const size = 2 * maxBlockBytes + 5;
    const pieces = laidOut(folder('a'), file('b', size)).flatMap(it => it.pieces);
    let end = 0;
    for (const { fileOffset, length } of pieces) {
      assert.equal(fileOffset, end);
      end += length;
    }
    assert.equal(end, size);
    assert.deepEqual(
      laidOut(file('a', 0)).flatMap(it =>
        it.pieces.map(({ fileOffset, length, blockOffset }) => [fileOffset, length, blockOffset]),
      ),
      [[0, 0, 512]],
    );
  });
});
