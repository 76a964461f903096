import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, link, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { PlanOptions } from '../../../../src/archive/plan/archivePlan';
import { planArchive } from '../../../../src/archive/plan/planArchive';
import { LinkTo, never, plant, Program, workRoom, type Tree } from '../../transfer/workRoom';
import { skip } from '../../../skip';

/** As our own interrupted work is called. */
const interrupted = `.codeartifact-${'0'.repeat(8)}-1-${'0'.repeat(16)}.part`;

describe('planArchive', () => {
  const room = workRoom();

  async function planned(tree: Tree, options: PlanOptions = {}) {
    await plant(path.join(room(), 'tree'), tree);
    return planArchive([path.join(room(), 'tree')], options, never);
  }

  const paths = (list: readonly { readonly path: string }[]) => list.map(it => it.path);

  it('lists everything in the order of its bytes, with what git knows of modes', async () => {
    const plan = await planned({
      b: 'bb',
      'a-': '',
      a: { x: new Program('') },
      é: {},
      '\u{1f600}': '',
      '\uffee': '',
    });
    assert.deepEqual(
      plan.entries.map(it => [it.path, it.kind, it.kind === 'file' && it.executable]),
      [
        ['a', 'folder', false],
        ['a-', 'file', false],
        ['a/x', 'file', true],
        ['b', 'file', false],
        ['é', 'folder', false],
        ['\uffee', 'file', false],
        ['\u{1f600}', 'file', false],
      ],
    );
    assert.deepEqual([plan.files, plan.bytes, plan.excluded, plan.problems], [5, 2, [], []]);
  });

  it('calls executable what its owner may execute, whoever else may', async function () {
    if (process.platform === 'win32') skip(this, 'Windows keeps no modes');
    await plant(path.join(room(), 'tree'), { group: '', others: '', owner: '' });
    for (const [name, mode] of Object.entries({ group: 0o654, others: 0o645, owner: 0o744 }))
      await chmod(path.join(room(), 'tree', name), mode);
    const { entries } = await planArchive([path.join(room(), 'tree')], {}, never);
    const executable = entries.filter(it => it.kind === 'file' && it.executable);
    assert.deepEqual(paths(executable), ['owner']);
  });

  const left: [what: string, tree: Tree, expected: string[]][] = [
    [
      'version control',
      { '.git': { config: '' }, a: { '.svn': {}, '.git': 'gitdir: x' } },
      ['.git version-control', 'a/.git version-control', 'a/.svn version-control'],
    ],
    [
      'the output of Maven',
      { 'pom.xml': '', target: { x: '' }, src: { target: { y: '' } } },
      ['target build-output beside pom.xml'],
    ],
    [
      'the output of Gradle',
      { 'build.gradle.kts': '', build: {}, '.gradle': {} },
      [
        '.gradle build-output beside build.gradle.kts',
        'build build-output beside build.gradle.kts',
      ],
    ],
    [
      'npm packages',
      { 'package.json': '', node_modules: {} },
      ['node_modules build-output beside package.json'],
    ],
    [
      'clutter',
      { '.DS_Store': '', a: { 'Thumbs.db': '', [interrupted]: '' } },
      ['.DS_Store clutter', `a/${interrupted} clutter`, 'a/Thumbs.db clutter'],
    ],
    [
      'what .gitignore says',
      { '.gitignore': '*.log\n', 'a.log': 'xyz' },
      ['a.log ignored .gitignore:1: *.log'],
    ],
    [
      'what .codeartifactignore says',
      { lib: { '.codeartifactignore': '\n/x', x: '' }, x: '' },
      ['lib/x ignored lib/.codeartifactignore:2: /x'],
    ],
    [
      'an environment',
      { '.env': 'A=b', '.env.local': '', '.env.example': '' },
      ['.env secret', '.env.local secret'],
    ],
    [
      'SSH keys',
      { id_rsa: '', id_ed25519: '', 'id_rsa.pub': '', a: { '.ssh': { x: '' } } },
      ['a/.ssh secret', 'id_ed25519 secret', 'id_rsa secret'],
    ],
    ['AWS credentials', { '.aws': { credentials: '' } }, ['.aws secret']],
    [
      'private keys',
      {
        'a.pem': 'x',
        'b.pem': '-----BEGIN CERTIFICATE-----',
        'c.key': '-----BEGIN PRIVATE KEY-----',
        'd.key': 'music',
      },
      ['a.pem secret', 'c.key secret'],
    ],
    [
      'key stores',
      { 'a.p12': '', 'a.jks': '', 'a.keystore': '' },
      ['a.jks secret', 'a.keystore secret', 'a.p12 secret'],
    ],
    [
      'settings.xml with a password',
      {
        'settings.xml': '<password>geheim</password>',
        a: { 'settings.xml': '<password>${env.TOKEN}</password>' },
      },
      ['settings.xml secret'],
    ],
    [
      '.npmrc with a token',
      { '.npmrc': '//x/:_authToken=abc', a: { '.npmrc': '//x/:_authToken=${TOKEN}' } },
      ['.npmrc secret'],
    ],
    [
      'gradle.properties with a token',
      {
        'gradle.properties': 'a=b\ncodeartifactToken=xyz',
        a: { 'gradle.properties': 'token.name=${x}\norg.gradle.jvmargs=-Xmx1g' },
      },
      ['gradle.properties secret'],
    ],
    [
      'passwords of programs',
      { '.netrc': '', '.git-credentials': '', '.pypirc': 'password = x', 'secrets.yaml': '' },
      ['.git-credentials secret', '.netrc secret', '.pypirc secret', 'secrets.yaml secret'],
    ],
    [
      'a link out',
      { a: new LinkTo('../..'), b: new LinkTo('/etc/passwd') },
      ['a link-outside ../..', 'b link-outside /etc/passwd'],
    ],
    [
      'a link to a link out',
      { a: new LinkTo('b'), b: new LinkTo('/etc/passwd') },
      ['a link-outside b', 'b link-outside /etc/passwd'],
    ],
    ['a broken link', { a: new LinkTo('gone') }, ['a link-broken gone']],
    [
      'links in a circle',
      { a: new LinkTo('b'), b: new LinkTo('a') },
      ['a link-loop b', 'b link-loop a'],
    ],
    [
      'links to what is left out, and links to those',
      {
        '.env': 'A=b',
        target: { 'x.jar': '' },
        'pom.xml': '',
        a: { direct: new LinkTo('../.env'), inside: new LinkTo('../target/x.jar') },
        b: new LinkTo('a/direct'),
        c: new LinkTo('target'),
        kept: new LinkTo('a'),
        top: new LinkTo('.'),
      },
      [
        '.env secret',
        'a/direct link-left-out ../.env',
        'a/inside link-left-out ../target/x.jar',
        'b link-left-out a/direct',
        'c link-left-out target',
        'target build-output beside pom.xml',
      ],
    ],
    [
      'a link out through a link',
      { a: { up: new LinkTo('..') }, b: new LinkTo('a/up/../..') },
      ['b link-outside a/up/../..'],
    ],
  ];
  for (const [what, tree, expected] of left)
    it(`leaves out ${what}`, async () => {
      const plan = await planned({ ...tree, 'keep.txt': '' });
      const told = plan.excluded.map(it =>
        [it.path, it.reason, ...(it.rule && it.reason !== 'secret' ? [it.rule] : [])].join(' '),
      );
      assert.deepEqual(told, expected);
      assert.ok(paths(plan.entries).includes('keep.txt'));
      assert.deepEqual(plan.problems, []);
      const gone = new Set(paths(plan.excluded));
      assert.ok(plan.entries.every(({ path: it }) => !gone.has(it)));
    });

  it('leaves out the files that hold tokens, whatever they are called', async () => {
    const file = path.join(room(), 'tree', 'ci', 'notes');
    const plan = await planned({ 'ci/notes': 'x', 'ci/other': 'x' }, { tokenFiles: [file] });
    assert.deepEqual(paths(plan.excluded), ['ci/notes']);
    assert.deepEqual(paths(plan.entries), ['ci', 'ci/other']);
  });

  it('leaves out the other names of a secret', async () => {
    await plant(path.join(room(), 'tree'), { '.env': 'A=b', plain: 'x', keep: 'x' });
    await link(path.join(room(), 'tree', '.env'), path.join(room(), 'tree', 'config.txt'));
    await symlink('plain', path.join(room(), 'tree', '.npmrc.env'));
    const plan = await planned({});
    assert.deepEqual(paths(plan.entries), ['keep']);
    const confirmed = await planned({}, { confirmedSecrets: ['.env', 'config.txt', 'plain'] });
    assert.deepEqual(paths(confirmed.entries), [
      '.env',
      '.npmrc.env',
      'config.txt',
      'keep',
      'plain',
    ]);
  });

  const secretRoots = ['.ssh', '.kube', '.AWS', '.aws/config', '.ssh/my-key', 'prod.env'];
  for (const chosen of secretRoots)
    it(`asks about ${chosen} when it was chosen itself`, async () => {
      const isFolder = !/\/|env$/.test(chosen);
      await plant(room(), { [isFolder ? `${chosen}/data` : chosen]: 'x' });
      const root = path.join(room(), chosen);
      const plan = await planArchive([root], {}, never);
      const name = path.basename(chosen);
      assert.deepEqual(
        plan.excluded.map(({ path: it, reason }) => [it, reason]),
        [[name, 'secret']],
      );
      assert.deepEqual(plan.entries, []);
      const ticked = await planArchive([root], { confirmedSecrets: [name] }, never);
      assert.deepEqual(paths(ticked.entries), [isFolder ? 'data' : name]);
    });

  it('does not pack version control that was chosen itself', async () => {
    await plant(room(), { '.git/config': 'x' });
    for (const root of ['.git', '.git/config']) {
      const plan = await planArchive([path.join(room(), root)], {}, never);
      assert.deepEqual([plan.excluded[0]?.reason, plan.files], ['version-control', 0]);
    }
  });

  it('keeps two roots of one name apart', async () => {
    await plant(room(), { 'a/lib/x': 'x', 'b/lib/y': 'y', 'b/other/z': 'z' });
    const roots = ['a/lib', 'b/lib', 'b/other'].map(it => path.join(room(), it));
    const plan = await planArchive(roots, {}, never);
    const files = plan.entries.filter(it => it.kind === 'file');
    assert.deepEqual(paths(files), ['a/lib/x', 'b/lib/y', 'other/z']);
  });

  it('says how large it is what is left out', async () => {
    const { excluded } = await planned({
      '.git': { a: 'abc', b: { c: 'de', d: new LinkTo('c') } },
      '.env': 'A=b',
      x: new LinkTo('gone'),
    });
    assert.deepEqual(
      excluded.map(it => [it.path, it.kind, it.bytes]),
      [
        ['.env', 'file', 3],
        ['.git', 'folder', 5],
        ['x', 'link', undefined],
      ],
    );
  });

  it('lets .codeartifactignore decide before .gitignore and before what is usual', async () => {
    const { excluded } = await planned({
      '.gitignore': 'dist\n*.txt\n',
      '.codeartifactignore': '!dist\n!target/\nb.txt\n.git/**\n!.git\n!.env\n',
      '.git': { x: '' },
      '.env': '',
      'pom.xml': '',
      dist: { 'a.txt': '', 'b.txt': '' },
      target: { 'app.jar': '' },
    });
    assert.deepEqual(paths(excluded), ['.env', '.git', 'dist/a.txt', 'dist/b.txt']);
  });

  it('ignores .gitignore when asked to, and one that is a link always', async () => {
    const tree = {
      '.gitignore': 'a',
      a: '',
      b: { '.gitignore': new LinkTo('../.gitignore'), a: '' },
    };
    assert.deepEqual(paths((await planned(tree)).excluded), ['a', 'b/a']);
    const { excluded } = await planArchive(
      [path.join(room(), 'tree')],
      { gitIgnore: false },
      never,
    );
    assert.deepEqual(excluded, []);
  });

  it('takes secrets that were confirmed by name, and only those', async () => {
    const tree = { '.env': 'A=b', '.aws': { credentials: 'x', config: 'y' }, id_rsa: 'z' };
    const { entries, excluded } = await planned(tree, { confirmedSecrets: ['.env', '.aws'] });
    assert.deepEqual(paths(excluded), ['id_rsa']);
    assert.deepEqual(paths(entries), ['.aws', '.aws/config', '.aws/credentials', '.env']);
  });

  it('applies no ignore rules inside a secret folder that was confirmed', async () => {
    const tree = {
      '.gitignore': '*.log',
      '.codeartifactignore': 'cache',
      '.aws': { 'a.log': '', cache: { b: '' } },
      'a.log': '',
    };
    const { entries, excluded } = await planned(tree, { confirmedSecrets: ['.aws'] });
    assert.deepEqual(paths(excluded), ['a.log']);
    const inside = paths(entries).filter(it => it.startsWith('.aws/'));
    assert.deepEqual(inside, ['.aws/a.log', '.aws/cache', '.aws/cache/b']);
  });

  const links: [what: string, at: string, target: string, packed: string][] = [
    ['stays', 'd/l', '../f', '../f'],
    ['that is absolute becomes relative', 'd/l', '/ROOM/tree/f', '../f'],
    ['to the folder itself stays', 'd/l', '..', '..'],
    ['with a detour becomes short', 'd/l', '../d/e/../../f', '../f'],
    ['through a link becomes direct', 'l', 'd/to-e/g', 'd/e/g'],
  ];
  for (const [what, at, target, packed] of links)
    it(`a link inside ${what}`, async () => {
      const tree = path.join(room(), 'tree');
      await plant(tree, { f: '', d: { e: { g: '' }, 'to-e': new LinkTo('e') } });
      await symlink(target.replace('/ROOM', room()), path.join(tree, at));
      const plan = await planArchive([tree], {}, never);
      const link = plan.entries.find(it => it.path === at);
      assert.deepEqual([link?.kind, link?.kind === 'link' && link.target], ['link', packed]);
    });

  it('leaves out a link that leads out and back in', async () => {
    await plant(room(), { tree: { f: '', l: new LinkTo('../back') }, back: new LinkTo('tree/f') });
    const plan = await planArchive([path.join(room(), 'tree')], {}, never);
    assert.deepEqual(paths(plan.entries), ['f']);
    assert.deepEqual(
      plan.excluded.map(it => it.reason),
      ['link-outside'],
    );
  });

  it('puts several roots under their names, and one under the folder that is asked for', async () => {
    await plant(room(), { a: { x: '', sub: { y: '' } }, b: { z: '' }, 'c.txt': '' });
    const at = (name: string) => path.join(room(), name);
    const roots = ['a', 'b', 'c.txt', 'a/sub'].map(at);
    const several = await planArchive(roots, {}, never);
    assert.deepEqual(paths(several.entries), ['a', 'a/sub', 'a/sub/y', 'a/x', 'b', 'b/z', 'c.txt']);
    const one = await planArchive([at('b')], { topFolder: 'b-1.0' }, never);
    assert.deepEqual(paths(one.entries), ['b-1.0', 'b-1.0/z']);
    const single = await planArchive([at('c.txt')], {}, never);
    assert.deepEqual(paths(single.entries), ['c.txt']);
  });

  it('leaves out a single file that looks like a secret, unless it was confirmed', async () => {
    await plant(room(), { '.env': 'A=b', b: '' });
    const roots = ['.env', 'b'].map(name => path.join(room(), name));
    const careful = await planArchive(roots, {}, never);
    assert.deepEqual([paths(careful.entries), paths(careful.excluded)], [['b'], ['.env']]);
    const meant = await planArchive(roots, { confirmedSecrets: ['.env'] }, never);
    assert.deepEqual([paths(meant.entries), paths(meant.excluded)], [['.env', 'b'], []]);
  });

  it('follows a root that is a link', async () => {
    await plant(room(), { real: { x: '' }, link: new LinkTo('real') });
    const { entries } = await planArchive([path.join(room(), 'link')], {}, never);
    assert.deepEqual(paths(entries), ['x']);
  });

  it('counts hard links as the files that they are, and sparse files as long as they read', async () => {
    await plant(path.join(room(), 'tree'), { a: 'abc' });
    execFileSync('ln', ['a', 'b'], { cwd: path.join(room(), 'tree') });
    execFileSync('truncate', ['-s', '1T', 'sparse'], { cwd: path.join(room(), 'tree') });
    const plan = await planArchive([path.join(room(), 'tree')], {}, never);
    assert.equal(plan.bytes, 6 + 1024 ** 4);
    assert.deepEqual(
      plan.problems.map(it => it.kind),
      ['too-large'],
    );
  });

  it('stops when it is told to', async () => {
    await plant(room(), { a: '' });
    await assert.rejects(planArchive([room()], {}, AbortSignal.abort()), { name: 'AbortError' });
  });
});
