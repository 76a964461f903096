import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type {
  ArchivePlan,
  PlanLimits,
  PlanProblemKind,
} from '../../../../src/archive/plan/archivePlan';
import { packArchive } from '../../../../src/archive/pack/packArchive';
import { planArchive } from '../../../../src/archive/plan/planArchive';
import { unpackArchive, defaultUnpackLimits } from '../../../../src/archive/unpack/unpackArchive';
import { skip } from '../../../skip';
import { LinkTo, never, plant, silent, workRoom, type Tree } from '../../transfer/workRoom';
import { packerScript } from '../pack/packerScript';

/** What becomes of a tree: it is packed and comes back equal, or one problem is told. */
type Fate = 'packed' | PlanProblemKind;

describe('hostile trees', function () {
  const room = workRoom();
  const tree = () => path.join(room(), 'tree');

  const plan = (limits: Partial<PlanLimits> = {}) => planArchive([tree()], { limits }, never);

  async function meets(fate: Fate, made: ArchivePlan): Promise<void> {
    const temporaryFolder = path.join(room(), 'temporary');
    await mkdir(temporaryFolder);
    const packing = packArchive(made, { compression: 'fast', temporaryFolder }, silent, never);
    if (fate !== 'packed') {
      assert.deepEqual([...new Set(made.problems.map(it => it.kind))], [fate]);
      await assert.rejects(packing, { code: 'publish-refused' });
      return;
    }
    assert.deepEqual(made.problems, []);
    const { path: archive } = await packing;
    const out = path.join(room(), 'out');
    const { files } = await unpackArchive(archive, out, defaultUnpackLimits, silent, never);
    assert.equal(files, made.files);
    if (made.excluded.length === 0) execFileSync('diff', ['-r', '--no-dereference', tree(), out]);
  }

  const trees: [what: string, tree: Tree, fate: Fate, limits?: Partial<PlanLimits>][] = [
    ['nothing', {}, 'empty'],
    ['folders only', { a: { b: {} } }, 'empty'],
    ['links only', { a: new LinkTo('.') }, 'empty'],
    ['ignored files only', { a: { '.gitignore': '*' } }, 'empty'],
    ['an empty file', { a: '' }, 'packed'],
    ['an empty folder beside a file', { a: '', b: {} }, 'packed'],
    ['a name of 100 bytes', { ['n'.repeat(100)]: '' }, 'packed'],
    ['a name of 101 bytes', { ['n'.repeat(101)]: '' }, 'packed'],
    ['a name of 255 bytes', { ['n'.repeat(255)]: '' }, 'packed'],
    ['a name of 85 characters of 3 bytes', { ['日'.repeat(85)]: 'x' }, 'packed'],
    ['a path of 1000 bytes', { [`${`${'d'.repeat(99)}/`.repeat(10)}f`]: 'x' }, 'packed'],
    [
      'a path that just fits in the header',
      { [`${'p'.repeat(155)}/${'n'.repeat(100)}`]: 'x' },
      'packed',
    ],
    ['a path that just does not fit', { [`${'p'.repeat(156)}/${'n'.repeat(100)}`]: 'x' }, 'packed'],
    ['a folder with a long name', { ['d'.repeat(200)]: { a: '' } }, 'packed'],
    [
      'a link with a long target',
      { ['t'.repeat(150)]: 'x', l: new LinkTo('t'.repeat(150)) },
      'packed',
    ],
    ['a link with a target in Unicode', { é: 'x', l: new LinkTo('é') }, 'packed'],
    ['an emoji', { '\u{1f600}': 'x' }, 'packed'],
    ['composed names', { '\u00e9': 'x' }, 'packed'],
    ['decomposed names', { 'e\u0301': 'x' }, 'packed'],
    ['composed and decomposed', { '\u00e9': 'x', 'e\u0301': 'y' }, 'names-collide'],
    ['case twins', { a: '', A: '' }, 'names-collide'],
    ['case twins of folders', { a: { x: '' }, A: { y: '' } }, 'names-collide'],
    ['twins that fold', { straße: '', STRASSE: '' }, 'names-collide'],
    ['twins by a ligature', { ﬁle: '', file: '' }, 'names-collide'],
    ['a leading dash', { '-rf': 'x', '--help': 'y' }, 'packed'],
    ['spaces and quotes', { " a 'b' $c `d` ;e": 'x' }, 'packed'],
    ['a name like a PAX record', { '30 path=evil': 'x' }, 'packed'],
    ['a name like a header of ours', { PaxHeader: { a: 'x' } }, 'packed'],
    ['a line end in a name', { 'a\nb': '' }, 'name-not-portable'],
    ['a tab in a name', { 'a\tb': '' }, 'name-not-portable'],
    ['a backslash', { 'a\\b': '' }, 'name-not-portable'],
    ['what looks like a drive', { 'a:b': '' }, 'name-not-portable'],
    ['what looks like a drive, further down', { a: { 'C:': '' } }, 'name-not-portable'],
    ['a line separator', { 'a\u2028b': '' }, 'name-not-portable'],
    ['more entries than may be', { a: '', b: '', c: '' }, 'too-many', { entries: 2 }],
    ['more bytes than may be', { a: 'abc', b: 'def' }, 'too-large', { bytes: 5 }],
    ['one byte more than may be', { a: 'a', b: 'b', c: 'c' }, 'too-large', { bytes: 2 }],
    ['as many bytes as may be', { a: 'a', b: 'b' }, 'packed', { bytes: 2 }],
    ['more folders than may be', { 'a/b/c/d': '' }, 'too-deep', { depth: 3 }],
    [
      'a link to the folder above, again and again',
      { a: { b: { up: new LinkTo('../..') } }, x: '' },
      'packed',
    ],
    ['an ignore file that is a folder', { '.gitignore': { x: '' } }, 'packed'],
    ['an ignore file of nonsense', { '.gitignore': '[\n\\\n!\n/\n**/**/**\\\n', a: '' }, 'packed'],
    [
      'the names of what we make',
      { x: { '.codeartifact-12345678-1-0123456789abcdef.part': '' }, y: '' },
      'packed',
    ],
  ];
  for (const [what, made, fate, limits] of trees)
    it(`${what}: ${fate}`, async () => {
      await plant(tree(), made);
      await meets(fate, await plan(limits));
    });

  const foreign: [what: string, tree: Tree, path: string][] = [
    ['a colon', { '10:00:00.log': 'x' }, '10:00:00.log'],
    ['a colon in a link', { 'Foo::Bar': 'x', l: new LinkTo('Foo::Bar') }, 'Foo::Bar'],
    ['a star', { 'a*': 'x' }, 'a*'],
    ['CON', { CON: 'x' }, 'CON'],
    ['nul.txt', { a: { 'nul.txt': 'x' } }, 'a/nul.txt'],
    ['a trailing dot', { 'a.': 'x' }, 'a.'],
    ['a trailing space', { 'a ': 'x' }, 'a '],
    ['such a name of a folder', { 'aux ': { a: 'x' } }, 'aux '],
  ];
  for (const [what, made, warned] of foreign)
    it(`${what}: packed, with a word that Windows cannot unpack it`, async () => {
      await plant(tree(), made);
      const planned = await plan();
      assert.deepEqual(
        planned.warnings.map(it => it.path),
        [warned],
      );
      assert.match(planned.warnings[0]?.reason ?? '', /^Windows /);
      await meets('packed', planned);
    });

  it('a pipe is left out and never opened', async () => {
    await plant(tree(), { a: '' });
    execFileSync('mkfifo', [path.join(tree(), 'pipe')]);
    const made = await plan();
    assert.deepEqual(made.excluded, [{ path: 'pipe', kind: 'special', reason: 'special-file' }]);
    await meets('packed', made);
  });

  it('a socket is left out', async () => {
    await plant(tree(), { a: '' });
    const server = createServer().listen(path.join(tree(), 'socket'));
    await new Promise(resolve => server.once('listening', resolve));
    const made = await plan();
    assert.deepEqual(
      made.excluded.map(it => it.reason),
      ['special-file'],
    );
    await meets('packed', made);
    await new Promise(resolve => server.close(resolve));
  });

  it('a name that is no UTF-8 is refused', async () => {
    await plant(tree(), { a: '' });
    await writeFile(Buffer.concat([Buffer.from(`${tree()}/`), Buffer.from([0xff, 0xfe])]), '');
    await meets('name-not-portable', await plan());
  });

  it('what is not there, and what is no file, is refused', async () => {
    const gone = await planArchive([path.join(room(), 'gone')], {}, never);
    assert.deepEqual(
      gone.problems.map(it => it.kind),
      ['absent'],
    );
    const device = await planArchive(['/dev/null'], {}, never);
    assert.deepEqual(
      device.problems.map(it => it.kind),
      ['special-root'],
    );
  });

  const closed: [what: string, hostile: Tree, mode: number][] = [
    ['a file', { it: 'x' }, 0],
    ['a folder', { it: { b: '' } }, 0],
    ['what lies in a folder that only shows names', { it: { b: '' } }, 0o400],
  ];
  for (const [what, hostile, mode] of closed)
    it(`${what} that may not be read is refused`, async function () {
      if (process.platform === 'win32') return skip(this, 'Windows has other permissions');
      await plant(tree(), hostile);
      // Root may read everything: it becomes another user, who owns the tree.
      const before = process.getuid?.() === 0 ? ['chown', '-R', '65534', tree()] : ['true'];
      const as = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
      execFileSync(before[0] ?? '', before.slice(1));
      await chmod(room(), 0o777);
      await chmod(path.join(tree(), 'it'), mode);
      const script = packerScript(room());
      const run = [...(before.length > 1 ? as : []), process.execPath, script, tree(), room()];
      const { status, stderr } = spawnSync(run[0] ?? '', run.slice(1), { encoding: 'utf8' });
      assert.match(stderr, /publish-refused: it(?:\/b)? \((?:you have no permission|.*EACCES.*)\)/);
      assert.equal(status, 1);
      await chmod(path.join(tree(), 'it'), 0o700);
    });
});
