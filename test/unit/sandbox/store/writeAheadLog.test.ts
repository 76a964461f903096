import assert from 'node:assert/strict';
import { ftruncateSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import {
  WriteAheadLog,
  replayLog,
  type LogFileSystem,
} from '../../../../src/sandbox/store/writeAheadLog';
import { withFolder } from '../temporaryFolder';

const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });

/** Writes half of a record, then finds the disk full. */
function fullDisk(): LogFileSystem {
  let calls = 0;
  const half = (handle: number, bytes: NodeJS.ArrayBufferView) => {
    if (++calls % 2 === 0) throw full;
    return writeSync(handle, bytes, 0, Math.floor(bytes.byteLength / 2));
  };
  return { writeSync: half as typeof writeSync, ftruncateSync };
}

describe('WriteAheadLog', () => {
  it('has no part of a batch that met a full disk', () =>
    withFolder(folder => {
      const file = path.join(folder, 'log');
      const log = new WriteAheadLog(file, 0, fullDisk());
      assert.throws(() => log.append([['a', 1]]), full);
      assert.equal(readFileSync(file).length, 0);
      log.close();
    }));

  it('throws a FatalError when a part of a batch may be left', () =>
    withFolder(folder => {
      const file = path.join(folder, 'log');
      const refuse = () => {
        throw new Error('not now');
      };
      const log = new WriteAheadLog(file, 0, { ...fullDisk(), ftruncateSync: refuse });
      assert.throws(() => log.append([['a', 1]]), {
        name: 'FatalError',
        message: /written only in part/,
      });
      log.close();
    }));

  it('accepts nothing after its file was removed or it was closed', () =>
    withFolder(folder => {
      const file = path.join(folder, 'log');
      const log = new WriteAheadLog(file, 0);
      log.append([['a', 1]]);
      assert.equal(replayLog(file).batches.length, 1);
      rmSync(file);
      assert.throws(() => log.append([['a', 2]]), { name: 'FatalError', message: /was removed/ });
      log.close();
      assert.throws(() => log.append([['a', 3]]), /is closed/);
    }));
});
