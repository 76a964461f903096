import assert from 'node:assert/strict';
import path from 'node:path';
import { FolderSizeMeter } from '../../../../src/archive/plan/folderSizeMeter';
import { LinkTo, never, plant, workRoom } from '../../transfer/workRoom';

describe('FolderSizeMeter', () => {
  const room = workRoom();

  it('counts the files of a folder, and gives up when there are too many', async () => {
    await plant(room(), {
      a: { x: 'abc', b: { y: 'de', z: new LinkTo('y') } },
      c: { v: '1', w: '2' },
    });
    const bytes = new FolderSizeMeter(6);
    assert.equal(await bytes.measure(path.join(room(), 'a'), never), 5);
    assert.equal(await bytes.measure(path.join(room(), 'c'), never), 2);
    assert.equal(await bytes.measure(path.join(room(), 'c'), never), undefined);
    assert.equal(await new FolderSizeMeter(6).measure(path.join(room(), 'none'), never), undefined);
  });
});
