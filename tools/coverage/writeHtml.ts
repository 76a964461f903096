import { Report } from 'c8';
import { createCoverageMap, type FileCoverageData } from 'istanbul-lib-coverage';
import type { LineCounts } from './lineCounts';

/** Writes c8's HTML report of `counts` into `folder`, where each line shows whether it ran. */
export async function writeHtml(counts: LineCounts, folder: string): Promise<void> {
  const map = createCoverageMap(
    Object.fromEntries(counts.files().map(([file, lines]) => [file, fileCoverage(file, lines)])),
  );
  const report = new Report({
    reporter: ['html'],
    reportsDirectory: folder,
    tempDirectory: folder,
  });
  // What c8 would read by itself is less exact (see measureLines).
  await Object.assign(report, {
    getCoverageMapFromAllCoverageFiles: () => Promise.resolve(map),
  }).run();
}

function fileCoverage(path: string, lines: ReadonlyMap<number, boolean>): FileCoverageData {
  const sorted = [...lines].sort(([a], [b]) => a - b);
  const entries = sorted.map(([line, ran], index) => {
    const range = { start: { line, column: 0 }, end: { line, column: Infinity } };
    return { key: String(index), range, count: ran ? 1 : 0 };
  });
  return {
    path,
    statementMap: Object.fromEntries(entries.map(({ key, range }) => [key, range])),
    s: Object.fromEntries(entries.map(({ key, count }) => [key, count])),
    fnMap: {},
    f: {},
    branchMap: {},
    b: {},
  };
}
