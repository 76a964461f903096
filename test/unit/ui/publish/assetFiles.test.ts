import assert from 'node:assert/strict';
import type { ArchivePlan } from '../../../../src/archive/archivePlan';
import { assetPlan } from '../../../../src/ui/publish/assetFiles';

const identity = { device: 1, inode: 1, bytes: 7, modifiedMilliseconds: 0, changedMilliseconds: 0 };
const file = (path: string, source: string) =>
  ({ kind: 'file', path, source, executable: false, identity }) as const;
const plan = (...entries: ArchivePlan['entries']): ArchivePlan => ({
  ...{ entries, files: entries.length, bytes: 7 * entries.length, leftOut: [], problems: [] },
  warnings: [],
});
const folder = { path: '/a', isFolder: true };

describe('assetPlan', () => {
  it('takes what lies directly in the sources, by its own name', () => {
    const found = assetPlan([
      { source: folder, plan: plan(file('x.jar', '/a/x.jar'), file('sub/y.jar', '/a/sub/y.jar')) },
      { source: { path: '/b/z.pom', isFolder: false }, plan: plan(file('z.pom', '/b/z.pom')) },
    ]);
    assert.deepEqual(found.files, [
      { asset: 'x.jar', file: '/a/x.jar', sizeBytes: 7 },
      { asset: 'z.pom', file: '/b/z.pom', sizeBytes: 7 },
    ]);
    assert.equal(found.inFolders, 1);
    assert.deepEqual(found.problems, []);
  });

  it('tells of links, and of a source that cannot be read', () => {
    const link = (path: string) =>
      ({ kind: 'link', path, source: `/a/${path}`, target: 'x', readTarget: 'x' }) as const;
    const problem = (path: string) =>
      ({ kind: 'unreadable', path, reason: 'it is closed' }) as const;
    const look = (...problems: ArchivePlan['problems']) =>
      assetPlan([
        { source: folder, plan: { ...plan(file('x', '/a/x'), link('l'), link('s/l')), problems } },
      ]);
    assert.deepEqual([look().links, look().closed], [['l'], undefined]);
    assert.equal(look(problem('sub/y')).closed, undefined, 'no asset would come from there');
    assert.deepEqual(look(problem('/a')).closed, problem('/a'));
    assert.deepEqual(look(problem('y')).closed, problem('y'));
  });

  it('says which files cannot be assets beside each other', () => {
    const entries = [file('x', '/a/x'), file('what?.txt', '/a/what?.txt')];
    const found = assetPlan([
      { source: folder, plan: plan(...entries) },
      { source: { path: '/b/x', isFolder: false }, plan: plan(file('x', '/b/x')) },
    ]);
    assert.deepEqual(found.problems, [
      { file: '/a/what?.txt', problem: 'name' },
      { file: '/b/x', problem: 'twice' },
    ]);
  });
});
