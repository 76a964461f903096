import assert from 'node:assert/strict';
import type { ArchivePlan, PlanEntry } from '../../../../src/archive/plan/archivePlan';
import { createAssetPlan, type PlannedSource } from '../../../../src/ui/publish/assetPlan';

const identity = { device: 1, inode: 1, bytes: 7, modifiedMilliseconds: 0, changedMilliseconds: 0 };
const file = (path: string, source: string) =>
  ({ kind: 'file', path, source, executable: false, identity }) as const;
const plan = (...entries: ArchivePlan['entries']): ArchivePlan => ({
  entries,
  files: entries.length,
  bytes: 7 * entries.length,
  excluded: [],
  problems: [],
  warnings: [],
});
const folder = { path: '/a', isFolder: true };
const single = (path: string, looksSecret = false): PlannedSource => ({
  source: { path, isFolder: false },
  plan: plan(file(path.slice(path.lastIndexOf('/') + 1), path)),
  looksLikeSecret: looksSecret,
});
const inFolder = (...entries: ArchivePlan['entries']): PlannedSource => ({
  source: folder,
  plan: plan(...entries),
  looksLikeSecret: false,
});

describe('assetPlan', () => {
  it('takes what lies directly in the sources, by its own name', () => {
    const found = createAssetPlan([
      inFolder(file('x.jar', '/a/x.jar'), file('sub/y.jar', '/a/sub/y.jar')),
      single('/b/z.pom'),
      single('/b/.env', true),
    ]);
    assert.deepEqual(found.files, [
      { asset: 'x.jar', file: '/a/x.jar', sizeBytes: 7, looksLikeSecret: false },
      { asset: 'z.pom', file: '/b/z.pom', sizeBytes: 7, looksLikeSecret: false },
      { asset: '.env', file: '/b/.env', sizeBytes: 7, looksLikeSecret: true },
    ]);
    assert.equal(found.nestedFileCount, 1);
    assert.deepEqual(found.problems, []);
  });

  it('tells of links, and of a source that cannot be read', () => {
    const link = (path: string) =>
      ({ kind: 'link', path, source: `/a/${path}`, target: 'x', rawTarget: 'x' }) as const;
    const problem = (path: string) =>
      ({ kind: 'unreadable', path, reason: 'it is closed' }) as const;
    const look = (...problems: ArchivePlan['problems']) =>
      createAssetPlan([
        {
          source: folder,
          plan: { ...plan(file('x', '/a/x'), link('l'), link('s/l')), problems },
          looksLikeSecret: false,
        },
      ]);
    assert.deepEqual([look().links, look().unreadableSource], [['l'], undefined]);
    assert.equal(
      look(problem('sub/y')).unreadableSource,
      undefined,
      'no asset would come from there',
    );
    assert.deepEqual(look(problem('/a')).unreadableSource, problem('/a'));
    assert.deepEqual(look(problem('y')).unreadableSource, problem('y'));
    // A walk that gave up has not seen all files of the source itself.
    const many = { kind: 'too-many', path: 's/t', reason: 'there are more' } as const;
    assert.deepEqual(look(many).unreadableSource, many);
  });

  it('says which files cannot be assets beside each other', () => {
    const entries: PlanEntry[] = [file('x', '/a/x'), file('what?.txt', '/a/what?.txt')];
    const large = { ...identity, bytes: 5 * 1024 ** 3 + 1 };
    entries.push({ ...file('image', '/a/image'), identity: large });
    const found = createAssetPlan([inFolder(...entries), single('/b/x')]);
    assert.deepEqual(found.problems, [
      { file: '/a/what?.txt', problem: 'name' },
      { file: '/a/image', problem: 'large' },
      { file: '/b/x', problem: 'twice' },
    ]);
  });
});
