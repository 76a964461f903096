import assert from 'node:assert/strict';
import { computeSpread, summarize, type Measurement } from '../../../tools/bench/figure';
import { runAlternating } from '../../../tools/bench/inTurns';
import { formatMeasurement } from '../../../tools/bench/line';

const goal = { mustHold: 0.2, aim: 0.12 };
const pairs = (...ratios: number[]): Measurement => ({
  kind: 'pairs',
  name: 'token',
  goal,
  pairs: ratios.map((ratio, turn) => ({
    ours: ratio * 100 * (turn + 1),
    theirs: 100 * (turn + 1),
  })),
});

describe('spread', () => {
  const rows: [values: readonly number[], min: number, median: number, max: number][] = [
    [[3], 3, 3, 3],
    [[5, 1, 3], 1, 3, 5],
    [[10, 2, 4, 100], 2, 7, 100],
  ];
  for (const [values, min, median, max] of rows)
    it(`of ${values.join(', ')}`, () =>
      assert.deepEqual(computeSpread(values), { min, median, max, runs: values.length }));
});

describe('the line of a figure', () => {
  const rows: [figure: Measurement, text: string][] = [
    [
      pairs(0.1, 0.13, 0.4),
      'token: 26 ms, 200 ms, 0.13 (0.1–0.4 of 3 interleaved runs); must hold 0.2, aim 0.12: holds',
    ],
    [
      { kind: 'values', name: 'edit', unit: 'ms', values: [1234.5, 0.01234, 12.345], goal },
      'edit: 12.3 ms (0.0123–1235 of 3 runs); must hold 0.2, aim 0.12: MISSED',
    ],
    [
      { kind: 'values', name: 'aws.js', unit: 'KiB', values: [0.1], goal },
      'aws.js: 0.1 KiB; must hold 0.2, aim 0.12: aim reached',
    ],
    [
      { kind: 'skipped', name: 'login', reason: 'pip is missing.' },
      'login: skipped, pip is missing.',
    ],
  ];
  for (const [figure, text] of rows)
    it(`says ${text}`, () => assert.equal(formatMeasurement(summarize(figure)), text));

  it('holds the median of the pairs’ own ratios, whatever the machine did meanwhile', () =>
    assert.equal(summarize(pairs(0.1, 0.3, 0.11)).outcome, 'aim reached'));
});

describe('inTurns', () => {
  it('takes turns, and leaves out the first pair', async () => {
    const order: string[] = [];
    const one = (name: string) => () => Promise.resolve(order.push(name));
    const turns = await runAlternating(2, one('ours'), one('theirs'));
    assert.deepEqual(order, ['ours', 'theirs', 'ours', 'theirs', 'ours', 'theirs']);
    assert.deepEqual(turns, [
      { ours: 3, theirs: 4 },
      { ours: 5, theirs: 6 },
    ]);
  });
});
