import assert from 'node:assert/strict';
import { codeServerArguments } from '../../../tools/vscode/server';

const options = { userDataFolder: '/u', extensionsFolder: '/e', trusted: true, forTests: false };

describe('serverArguments', () => {
  it('keep a connection token that begins with a hyphen apart from the options', () => {
    const args = codeServerArguments({ ...options, connectionToken: '-token', vsix: '-x.vsix' });
    assert.ok(args.includes('--connection-token=-token'));
    assert.ok(args.includes('--install-extension=-x.vsix'));
    assert.deepEqual(
      args.filter(each => !each.startsWith('--')),
      [],
      'no value is an argument of its own',
    );
  });

  it('take the extensions of VS Code from another folder where one is named', () => {
    const args = codeServerArguments({ ...options, builtInsFolder: '/b' });
    assert.ok(args.includes('--builtin-extensions-dir=/b'));
    assert.ok(!codeServerArguments(options).some(each => each.startsWith('--builtin-extensions')));
  });

  it('open the server to everyone on this machine only without a token', () =>
    assert.ok(codeServerArguments(options).includes('--without-connection-token')));
});
