/** What a figure may not exceed, and what it is on its way to. */
export interface BenchGoal {
  readonly mustHold: number;
  readonly aim: number;
}

/** One run of ours and the one of theirs that followed it. */
export interface MeasuredPair {
  readonly ours: number;
  readonly theirs: number;
}

/** Something that was measured. Goals are ratios where there are pairs, else in `unit`. */
export type Measurement =
  | {
      readonly kind: 'pairs';
      readonly name: string;
      readonly pairs: readonly MeasuredPair[];
      readonly goal: BenchGoal;
    }
  | {
      readonly kind: 'values';
      readonly name: string;
      readonly unit: 'ms' | 'ms of CPU' | 'KiB';
      readonly values: readonly number[];
      readonly goal: BenchGoal;
    }
  | { readonly kind: 'skipped'; readonly name: string; readonly reason: string };

/** The smallest, the middle and the largest of some numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly runs: number;
}

/** Of an even count, the middle is half way between two. */
export function computeSpread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
    runs: sorted.length,
  };
}

/** A figure as JSON keeps it. `ratio` is that of each pair; milliseconds otherwise, or KiB. */
export interface MeasurementSummary {
  readonly name: string;
  readonly unit?: string;
  readonly ours?: Spread;
  readonly theirs?: Spread;
  readonly ratio?: Spread;
  readonly mustHold?: number;
  readonly aim?: number;
  readonly outcome: 'aim reached' | 'holds' | 'MISSED' | 'skipped';
  readonly reason?: string;
}

/** Sums a figure up; what is held against its goal is the median. */
export function summarize(figure: Measurement): MeasurementSummary {
  const { name } = figure;
  if (figure.kind === 'skipped') return { name, outcome: 'skipped', reason: figure.reason };
  const { goal } = figure;
  if (figure.kind === 'values') {
    const ours = computeSpread(figure.values);
    return { name, unit: figure.unit, ours, ...goal, outcome: outcome(ours.median, goal) };
  }
  const ratio = computeSpread(figure.pairs.map(({ ours, theirs }) => ours / theirs));
  return {
    name,
    unit: 'ms',
    ratio,
    ours: computeSpread(figure.pairs.map(({ ours }) => ours)),
    theirs: computeSpread(figure.pairs.map(({ theirs }) => theirs)),
    ...goal,
    outcome: outcome(ratio.median, goal),
  };
}

function outcome(median: number, { mustHold, aim }: BenchGoal): MeasurementSummary['outcome'] {
  if (median <= aim) return 'aim reached';
  return median <= mustHold ? 'holds' : 'MISSED';
}
