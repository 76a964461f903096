import path from 'node:path';
import type { LineCounts } from './lineCounts';

/** Below this share of lines, a file is listed. */
const listedBelow = 0.6;

interface Share {
  readonly file: string;
  readonly ran: number;
  readonly lines: number;
}

/** The share of all lines that ran, then the files of which less than 60 % ran, least first. */
export function formatCoverage(counts: LineCounts, project: string): string {
  const shares = counts.files().map(([file, lines]): Share => {
    const ran = [...lines.values()].filter(it => it).length;
    return { file: path.relative(project, file), ran, lines: lines.size };
  });
  const sum = (of: (share: Share) => number) => shares.reduce((total, it) => total + of(it), 0);
  const all = { file: 'src', ran: sum(it => it.ran), lines: sum(it => it.lines) };
  const listed = shares
    .filter(it => ratio(it) < listedBelow)
    .sort((a, b) => ratio(a) - ratio(b))
    .map(it => `  ${percent(it).padStart(7)}  ${`${it.ran}/${it.lines}`.padStart(9)}  ${it.file}`);
  return [
    `Line coverage of src: ${percent(all)} (${all.ran} of ${all.lines} lines)`,
    listed.length > 0 ? 'Files under 60 %:' : 'No file is under 60 %.',
    ...listed,
  ].join('\n');
}

const ratio = ({ ran, lines }: Share) => (lines === 0 ? 1 : ran / lines);

const percent = (share: Share) => `${(ratio(share) * 100).toFixed(1)} %`;
