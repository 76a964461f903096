import assert from 'node:assert/strict';
import path from 'node:path';
import { formatCoverage } from '../../../../tools/coverage/coverageText';
import { LineCounts } from '../../../../tools/coverage/lineCounts';

const project = path.resolve('project');

/** Files with how many of their lines ran, of how many. */
function counts(files: Readonly<Record<string, [ran: number, lines: number]>>): LineCounts {
  const all = new LineCounts();
  for (const [file, [ran, lines]] of Object.entries(files))
    for (let line = 1; line <= lines; line++) all.add(path.join(project, file), line, line <= ran);
  return all;
}

describe('coverageText', () => {
  it('lists files under 60 %, least covered first', () => {
    const files = counts({ 'src/a.ts': [59, 100], 'src/b.ts': [6, 10], 'src/c.ts': [0, 5] });
    assert.equal(
      formatCoverage(files, project),
      `Line coverage of src: 56.5 % (65 of 115 lines)
Files under 60 %:
    0.0 %        0/5  ${path.join('src', 'c.ts')}
   59.0 %     59/100  ${path.join('src', 'a.ts')}`,
    );
  });

  it('says that no file is under 60 %', () => {
    assert.equal(
      formatCoverage(counts({ 'src/a.ts': [3, 4] }), project),
      'Line coverage of src: 75.0 % (3 of 4 lines)\nNo file is under 60 %.',
    );
  });
});
