import type { LineCounts } from './lineCounts';
import type { CountedRange } from './rawCoverage';
import type { SourcePosition } from './sourcePositions';

/**
 * Adds to `lines` which of `positions` ran by `ranges`. Of the ranges around a position, the
 * innermost counts.
 */
export function addCoveredLines(
  lines: LineCounts,
  positions: readonly SourcePosition[],
  ranges: readonly CountedRange[],
): void {
  const waiting = ranges.toSorted(
    (a, b) => b.startOffset - a.startOffset || a.endOffset - b.endOffset,
  );
  const around: CountedRange[] = [];
  for (const { offset, file, line } of positions) {
    for (let next = waiting.at(-1); next && next.startOffset <= offset; next = waiting.at(-1)) {
      around.push(next);
      waiting.pop();
    }
    while ((around.at(-1)?.endOffset ?? Infinity) <= offset) around.pop();
    lines.add(file, line, (around.at(-1)?.count ?? 0) > 0);
  }
}
