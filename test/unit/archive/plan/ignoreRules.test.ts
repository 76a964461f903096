import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  parseIgnoreFile,
  findDecidingRule,
  toByteString,
} from '../../../../src/archive/plan/ignoreRules';
import { planArchive } from '../../../../src/archive/plan/planArchive';
import { createWildcardMatcher } from '../../../../src/archive/plan/createWildcardMatcher';
import { Random } from '../../../properties/random';
import { skip } from '../../../skip';
import { never, plant, workRoom, type Tree } from '../../transfer/workRoom';

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'core.excludesFile=', '-c', 'core.ignoreCase=false', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

describe('the rules of .gitignore', () => {
  const ignored: [rule: string, path: string, isFolder: boolean, ignored: boolean][] = [
    ['*.log', 'a.log', false, true],
    ['*.log', 'deep/a.log', false, true],
    ['/a.log', 'deep/a.log', false, false],
    ['deep/*.log', 'deep/a.log', false, true],
    ['deep/*.log', 'x/deep/a.log', false, false],
    ['**/deep/*.log', 'x/deep/a.log', false, true],
    ['out/', 'out', false, false],
    ['out/', 'x/out', true, true],
    ['a/**', 'a', true, false],
    ['a/**/b', 'a/b', false, true],
    ['a/**/b', 'a/x/y/b', false, true],
    ['a**b', 'a/b', false, false],
    ['\\#x', '#x', false, true],
    ['#x', '#x', false, false],
    ['\\!x', '!x', false, true],
    ['x  ', 'x', false, true],
    ['x\\ ', 'x ', false, true],
    ['[[:digit:]]', '7', false, true],
    ['[!a-c]', 'b', false, false],
    ['[]a]', ']', false, true],
    ['[a', '[a', false, false],
    ['é?', 'éa', false, true],
    ['?', 'é', false, false],
  ];
  for (const [rule, name, isFolder, expected] of ignored)
    it(`${JSON.stringify(rule)} ${expected ? 'ignores' : 'leaves'} ${name}`, () => {
      const rules = parseIgnoreFile(Buffer.from(`${rule}\n`), '.gitignore');
      const scope = { rules, skip: 0, prefix: '', outer: undefined };
      assert.equal(findDecidingRule(scope, toByteString(name), isFolder) !== undefined, expected);
    });

  it('reads a BOM, CRLF and comments, and the last line wins', () => {
    const rules = parseIgnoreFile(
      Buffer.from('\ufeff# all\r\n*.txt\r\n!b.txt\r\n'),
      'x/.gitignore',
    );
    assert.deepEqual(
      rules.map(({ description, negated }) => [description, negated]),
      [
        ['x/.gitignore:3: !b.txt', true],
        ['x/.gitignore:2: *.txt', false],
      ],
    );
  });

  // A matcher that goes back for each star would not end within the limit of a test.
  it('comes to an end with patterns that lead others astray', () => {
    const match = createWildcardMatcher(`${'*a'.repeat(500)}*b`);
    assert.equal(match('a'.repeat(4000)), false);
  });
});

describe('what git ignores', function () {
  const room = workRoom();
  before(function () {
    if (spawnSync('git', ['--version']).status !== 0)
      skip(
        this,
        'git is missing. Install it from https://git-scm.com or with: apt-get install git',
      );
  });

  const pieces = [
    'a',
    'b',
    '?',
    '*',
    '**',
    '/',
    '/',
    '[ab]',
    '[!a]',
    '[a-b]',
    '\\a',
    'é',
    '.',
    '-',
  ];

  it('is left out, for 3000 random rules', async () => {
    const random = new Random(7);
    const names = ['a', 'b', 'ab', 'ba', 'aé', 'é', '.a', 'a.b', '-', 'a-b'];
    const tree = Object.fromEntries(names.map(name => [`f${name}`, 'x']));
    const level = { ...tree, a: tree, b: tree, ab: { ...tree, a: { ...tree, b: tree } } } as Tree;
    const root = room();
    await plant(root, { ...level, 'x/y': level });
    git(root, 'init', '-q');
    for (let round = 0; round < 60; round++) {
      const line = () =>
        `${random.chance(5) ? '!' : ''}${random.chance(3) ? 'f' : ''}` +
        Array.from({ length: 1 + random.int(5) }, () => random.pick(pieces)).join('');
      const rules = Array.from({ length: 25 }, line).filter(it => !['*', '/*', '**'].includes(it));
      await writeFile(path.join(root, '.gitignore'), rules.join('\n'));
      await writeFile(
        path.join(root, 'x', '.gitignore'),
        rules.slice(0, 5).toReversed().join('\n'),
      );
      await agree(root, root, rules);
      await agree(root, path.join(root, 'x', 'y'), rules);
    }
  });

  it('is left out below a folder that was chosen, by the files above it', async () => {
    const root = room();
    await plant(root, {
      '.gitignore': '*.log\n/app/secret.txt\n',
      app: {
        'a.log': '',
        'secret.txt': '',
        'b.txt': '',
        '.gitignore': '!keep.log',
        'keep.log': '',
      },
    });
    git(root, 'init', '-q');
    await agree(root, path.join(root, 'app'), []);
  });
});

/** What git would add below `folder` must be what the plan takes. */
async function agree(top: string, folder: string, rules: readonly string[]): Promise<void> {
  const listed = git(
    folder,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-per-directory=.gitignore',
  );
  const theirs = listed.toString('utf8').split('\0').filter(Boolean);
  const plan = await planArchive([folder], {}, never);
  const ours = plan.entries.filter(it => it.kind === 'file').map(it => it.path);
  // A folder that git ignores as a whole was chosen in spite of that.
  if (theirs.length === 0 && folder !== top) return;
  assert.deepEqual(ours.sort(), theirs.sort(), rules.join('\n'));
}
