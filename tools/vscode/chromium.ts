import { aptInstall } from '../machine/apt';
import { findProgram } from '../machine/findProgram';
import { MissingPrerequisiteError } from '../machine/missing';
import { runProgram } from '../machine/run';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The program of a Chromium of this system; CHROME_PATH names another. Installed where that is for
 * us to do, else rejects with `MissingPrerequisiteError`.
 */
export async function ensureChromium(): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (findProgram([named]) === undefined)
      throw new MissingPrerequisiteError(`CHROME_PATH names no program: ${named}`);
    return named;
  }
  const found = findProgram(names);
  if (found !== undefined) return found;
  await aptInstall(
    'Chromium',
    ['chromium'],
    'Install Google Chrome or Chromium, or name one in CHROME_PATH.',
  );
  const installed = findProgram(names);
  // Ubuntu's package is a stub where snap does not run.
  const works =
    installed !== undefined &&
    (await runProgram(installed, ['--version']).then(Boolean, () => false));
  if (!works)
    throw new MissingPrerequisiteError(
      'Chromium does not start after its installation. Name one in CHROME_PATH.',
    );
  return installed;
}
