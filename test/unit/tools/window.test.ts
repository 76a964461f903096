import assert from 'node:assert/strict';
import { parseCodeArguments } from '../../../tools/vscode/codeArguments';
import { workbenchUrl } from '../../../tools/vscode/workbenchUrl';

describe('codeArguments', () => {
  it('reads what @vscode/test-electron passes, and leaves the rest to the desktop build', () => {
    assert.deepEqual(
      parseCodeArguments([
        '/workspace',
        '--disable-extensions',
        '--no-sandbox',
        '--user-data-dir=/user',
        '--extensions-dir=/extensions',
        '--disable-workspace-trust',
        '--extensionTestsPath=/tests',
        '--extensionDevelopmentPath=/one',
        '--extensionDevelopmentPath=/two',
      ]),
      {
        folder: '/workspace',
        userDataFolder: '/user',
        extensionsFolder: '/extensions',
        trusted: true,
        testsPath: '/tests',
        developmentFolders: ['/one', '/two'],
      },
    );
  });

  it('asks about trust when nobody says otherwise', () => {
    assert.equal(parseCodeArguments(['/workspace']).trusted, false);
  });
});

describe('workbenchUrl', () => {
  it('names the folder, the tests and the extension, whatever their names hold', () => {
    const url = workbenchUrl({
      port: 4000,
      folder: '/a b/ä&?',
      connectionToken: 'secret',
      developmentFolders: ['/x'],
      testsPath: '/t"',
    });
    assert.equal(url.origin, 'http://127.0.0.1:4000');
    assert.equal(url.searchParams.get('folder'), '/a b/ä&?');
    assert.equal(url.searchParams.get('tkn'), 'secret');
    assert.deepEqual(JSON.parse(url.searchParams.get('payload') ?? ''), [
      ['skipWelcome', 'true'],
      ['extensionDevelopmentPath', 'vscode-remote://127.0.0.1:4000/x'],
      ['extensionTestsPath', 'vscode-remote://127.0.0.1:4000/t"'],
    ]);
  });
});
