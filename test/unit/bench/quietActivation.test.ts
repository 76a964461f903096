import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../../package.json';
import { projectFolder } from '../../../tools/project';
import { anything, anyVscode } from './anyVscode';
import { loadBundle, type Loaded } from './loadBundle';

const bundle = path.join(projectFolder, 'dist', 'extension.js');

/** What of src/ is loaded at start-up. */
const startup = ['extension.ts'];

describe('dist/extension.js', () => {
  let loaded: Loaded;
  let subscriptions: unknown[];

  before(async () => {
    loaded = loadBundle(bundle, anyVscode());
    subscriptions = [];
    const context = new Proxy(anything(), {
      get: (of, key) =>
        key === 'subscriptions'
          ? subscriptions
          : key === 'extension'
            ? { packageJSON: manifest }
            : (Reflect.get(of, key) as unknown),
    });
    (loaded.exports['activate'] as (context: object) => void)(context);
    // Promises that it does not wait for get as far as they can.
    await new Promise(resolve => setImmediate(resolve));
  });

  it('holds neither a package nor what is loaded later', () => {
    const { sources } = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as { sources: string[] };
    const rooms = sources
      .filter(it => !it.startsWith('one-vscode:'))
      .map(it => path.relative(projectFolder, path.resolve(projectFolder, 'dist', it)))
      .map(it => it.split(path.sep))
      .map(([top, room]) => (top === 'src' ? room : [top, room].join('/')));
    assert.deepEqual([...new Set(rooms)].sort(), startup);
  });

  it('registers every command, and starts the rest on a later tick', () => {
    // The log is the one beside the commands.
    assert.equal(subscriptions.length, manifest.contributes.commands.length + 1);
    assert.ok(loaded.later.length > 0);
  });

  it('has loaded nothing but VS Code and modules of Node by then', () =>
    assert.deepEqual(
      [...loaded.modules].filter(name => !name.startsWith('node:')),
      ['vscode'],
    ));

  it('has read no file, opened no connection and started no program by then', () =>
    assert.deepEqual(loaded.calls, []));

  it('copies VS Code’s API once at most', () => {
    const text = readFileSync(bundle, 'utf8');
    assert.equal(text.match(/require\("vscode"\)/g)?.length, 1);
  });
});
