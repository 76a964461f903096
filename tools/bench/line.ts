import type { Spread, MeasurementSummary } from './figure';

/** The one line that a figure gets. */
export function formatMeasurement(figure: MeasurementSummary): string {
  const { name, unit = '', ours, theirs, ratio, mustHold, aim, outcome } = figure;
  if (!ours || mustHold === undefined || aim === undefined)
    return `${name}: skipped, ${figure.reason ?? ''}`;
  const goal = `must hold ${mustHold}, aim ${aim}: ${outcome}`;
  if (!ratio || !theirs) {
    const single = `${name}: ${short(ours.median)} ${unit}`;
    return `${single}${ours.runs > 1 ? ` (${range(ours)} runs)` : ''}; ${goal}`;
  }
  const sides = `${short(ours.median)} ${unit}, ${short(theirs.median)} ${unit}`;
  return `${name}: ${sides}, ${short(ratio.median)} (${range(ratio)} interleaved runs); ${goal}`;
}

const range = ({ min, max, runs }: Spread) => `${short(min)}–${short(max)} of ${runs}`;

/** Three digits that count: 1234, 12.3, 0.0123. */
function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
