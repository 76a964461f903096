import assert from 'node:assert/strict';
import type { ArchivePlan, PlanEntry } from '../../../../src/archive/plan/archivePlan';
import { assetPlan, type PlannedSource } from '../../../../src/ui/download/assetFiles';

const identity = { device: 1, inode: 1, bytes: 7, modifiedMilliseconds: 0, changedMilliseconds: 0 };
const file = (path: string, source: string) =>
  ({ kind: 'file', path, source, executable: false, identity }) as const;
const plan = (...entries: ArchivePlan['entries']): ArchivePlan => ({
  entries,
  files: entries.length,
  bytes: 7 * entries.length,
  leftOut: [],
  problems: [],
  warnings: [],
});
const folder = { path: '/a', isFolder: true };
const single = (path: string, looksSecret = false): PlannedSource => ({
  source: { path, isFolder: false },
  plan: plan(file(path.slice(path.lastIndexOf('/') + 1), path)),
  looksSecret,
});
const inFolder = (...entries: ArchivePlan['entries']): PlannedSource => ({
  source: folder,
  plan: plan(...entries),
  looksSecret: false,
});

describe('assetPlan', () => {
  it('takes what lies directly in the sources, by its own name', () => {
    const found = assetPlan([
      inFolder(file('x.jar', '/a/x.jar'), file('sub/y.jar', '/a/sub/y.jar')),
      single('/b/z.pom'),
      single('/b/.env', true),
    ]);
    assert.deepEqual(found.files, [
      { asset: 'x.jar', file: '/a/x.jar', sizeBytes: 7, looksSecret: false },
      { asset: 'z.pom', file: '/b/z.pom', sizeBytes: 7, looksSecret: false },
      { asset: '.env', file: '/b/.env', sizeBytes: 7, looksSecret: true },
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
        {
          source: folder,
          plan: { ...plan(file('x', '/a/x'), link('l'), link('s/l')), problems },
          looksSecret: false,
        },
      ]);
    assert.deepEqual([look().links, look().closed], [['l'], undefined]);
    assert.equal(look(problem('sub/y')).closed, undefined, 'no asset would come from there');
    assert.deepEqual(look(problem('/a')).closed, problem('/a'));
    assert.deepEqual(look(problem('y')).closed, problem('y'));
    // A walk that gave up has not seen all files of the source itself.
    const many = { kind: 'too-many', path: 's/t', reason: 'there are more' } as const;
    assert.deepEqual(look(many).closed, many);
  });

  it('says which files cannot be assets beside each other', () => {
    const entries: PlanEntry[] = [file('x', '/a/x'), file('what?.txt', '/a/what?.txt')];
    const large = { ...identity, bytes: 5 * 1024 ** 3 + 1 };
    entries.push({ ...file('image', '/a/image'), identity: large });
    const found = assetPlan([inFolder(...entries), single('/b/x')]);
    assert.deepEqual(found.problems, [
      { file: '/a/what?.txt', problem: 'name' },
      { file: '/a/image', problem: 'large' },
      { file: '/b/x', problem: 'twice' },
    ]);
  });
});
