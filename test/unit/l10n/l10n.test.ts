import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { extractL10nBundle, l10nBundleFile, readSources } from '../../../tools/l10nBundle';
import { findHiddenTexts } from './findHiddenTexts';

describe('sentences that people see', function () {
  this.timeout(300_000);

  it('are all visible to the extractor', async () => {
    const inUi = (await readSources()).filter(({ file }) =>
      /^(?:ui[\\/]|extension\.ts)/.test(file),
    );
    assert.deepEqual(findHiddenTexts(inUi).hidden, []);
  });

  it('are all in the committed bundle, which is current (npm run l10n)', async () => {
    const sources = await readSources();
    const committed = await readFile(l10nBundleFile, 'utf8');
    assert.equal(committed, await extractL10nBundle(sources));
    const { sentences } = findHiddenTexts(sources);
    assert.deepEqual(Object.keys(JSON.parse(committed) as object), [...sentences].sort());
  });

  const rows: [what: string, code: string][] = [
    ['a destructured t', 'const { t } = vscode.l10n;'],
    ['an alias of t', 'const translate = vscode.l10n.t;'],
    ['an import of l10n', "import { l10n } from 'vscode';"],
    ['a variable', 'vscode.l10n.t(sentence);'],
    ['a template with parameters', 'vscode.l10n.t(`Hello ${name}`);'],
    ['an error message', "vscode.window.showErrorMessage('It failed');"],
    ['a template as a warning', 'void showWarningMessage(`${file} is locked`);'],
    ['the title of a progress bar', "withProgress('Loading', work);"],
    ['the reason of a failure', "const reason = 'it is not there';"],
    ['a property', "const item = { label: '$(add) Add' };"],
    ['one side of a condition', "item.tooltip = ok ? vscode.l10n.t('Fine') : 'Broken';"],
  ];
  for (const [what, text] of rows)
    it(`are hidden in ${what}`, () =>
      assert.equal(findHiddenTexts([{ file: 'sample.ts', text }]).hidden.length, 1));

  it('are seen in direct calls, and icons and parameters are no sentences', () => {
    const text = "const item = { label: `$(add) ${vscode.l10n.t('Add {0}', name)}` };";
    const { sentences, hidden } = findHiddenTexts([{ file: 'sample.ts', text }]);
    assert.deepEqual([[...sentences], hidden], [['Add {0}'], []]);
  });
});
