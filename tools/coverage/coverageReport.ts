import { cachePath, projectFolder } from '../project';
import { formatCoverage } from './coverageText';
import { measureLines } from './measureLines';
import { writeHtml } from './writeHtml';

/**
 * The line coverage of src/ as text, from what processes wrote into `rawFolder` while
 * `NODE_V8_COVERAGE` named it. Line by line it is shown in .cache/coverage/html/index.html. Rejects
 * where `rawFolder` cannot be read, or the bundles that ran are no longer there.
 */
export async function createCoverageReport(rawFolder: string): Promise<string> {
  const lines = await measureLines(rawFolder, projectFolder);
  await writeHtml(lines, cachePath('coverage', 'html'));
  return formatCoverage(lines, projectFolder);
}
