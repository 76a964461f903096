import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { KeyValueStore } from '../../../../src/sandbox/store/keyValueStore';
import { withFolder } from '../temporaryFolder';

/** Everything that a map holds, in its own order. */
function everything(map: KeyValueStore): [string, unknown][] {
  return [...map.scan('')].map(([key, value]) => [key, value]);
}

function sorted(model: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...model].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield state / 0x7fffffff;
  }
}

describe('KeyValueStore', () => {
  it('behaves like a map across compactions and restarts', () =>
    withFolder(async folder => {
      const random = numbers(7);
      const next = (limit: number) => Math.floor((random.next().value as number) * limit);
      const model = new Map<string, unknown>();
      let map = new KeyValueStore(folder);
      for (let round = 0; round < 600; round++) {
        const changes = Array.from({ length: 1 + next(5) }, () => {
          const key = `k#${next(400)}`;
          return next(4) === 0
            ? ([key, null] as const)
            : ([key, { round, text: 'x'.repeat(next(90)) }] as const);
        });
        map.commit(changes);
        for (const [key, value] of changes)
          if (value === null) model.delete(key);
          else model.set(key, value);
        if (next(40) === 0) await map.compact();
        if (next(60) === 0) {
          await map.close();
          map = new KeyValueStore(folder);
        }
        const key = `k#${next(400)}`;
        assert.deepEqual(map.get(key), model.get(key));
      }
      assert.deepEqual(everything(map), sorted(model));
      await map.close();
    }));

  it('scans a prefix after a key, across blocks of the table and newer changes', () =>
    withFolder(async folder => {
      const map = new KeyValueStore(folder);
      const name = (n: number) => `p#${String(n).padStart(5, '0')}`;
      map.commit(Array.from({ length: 3000 }, (_, n) => [name(n), { n, pad: 'y'.repeat(40) }]));
      map.commit([['q#1', 1]]);
      await map.compact();
      map.commit([
        [name(1501), null],
        [`${name(1502)}!`, 'new'],
      ]);
      const page = [...map.scan('p#', name(1499))].slice(0, 4).map(([key]) => key);
      assert.deepEqual(page, [name(1500), name(1502), `${name(1502)}!`, name(1503)]);
      assert.equal([...map.scan('p#')].length, 3000);
      assert.equal(map.get(name(1501)), undefined);
      await map.close();
    }));

  it('compacts a log that has grown, and starts from the table', () =>
    withFolder(async folder => {
      const map = new KeyValueStore(folder);
      const value = 'z'.repeat(1000);
      for (let n = 0; n < 6000; n++) map.commit([[`k#${n}`, value]]);
      await map.close();
      assert.ok(readdirSync(folder).some(name => name.startsWith('table-')));
      const logBytes = readdirSync(folder)
        .filter(name => name.startsWith('log-'))
        .reduce((sum, name) => sum + readFileSync(path.join(folder, name)).length, 0);
      assert.ok(logBytes < 5_000_000, `${logBytes} bytes to replay`);
      const again = new KeyValueStore(folder);
      assert.equal(everything(again).length, 6000);
      await again.close();
    }));

  it('keeps complete commits and drops an incomplete one, wherever the writer was killed', () =>
    withFolder(async folder => {
      const origin = path.join(folder, 'origin');
      const map = new KeyValueStore(origin);
      for (let n = 0; n < 4; n++)
        map.commit([
          [`k#${n}`, n],
          ['last', n],
        ]);
      await map.close();
      const log = readFileSync(path.join(origin, 'log-1'));
      const ends = [...log.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []));
      for (let length = 0; length <= log.length; length++) {
        const copy = path.join(folder, `copy-${length}`);
        cpSync(origin, copy, { recursive: true });
        writeFileSync(path.join(copy, 'log-1'), log.subarray(0, length));
        const torn = new KeyValueStore(copy);
        const whole = ends.filter(end => end <= length).length;
        assert.equal(everything(torn).length, whole === 0 ? 0 : whole + 1);
        assert.equal(torn.get('last'), whole === 0 ? undefined : whole - 1);
        torn.commit([['after', true]]);
        await torn.close();
        const again = new KeyValueStore(copy);
        assert.equal(again.get('after'), true);
        await again.close();
      }
    }));

  it('starts after a compaction that was killed at any step', () =>
    withFolder(async folder => {
      for (let step = 1; step <= 3; step++) {
        const place = path.join(folder, `step-${step}`);
        let calls = 0;
        let deadAt = Infinity;
        const map = new KeyValueStore(place, () => {
          if (++calls > deadAt) throw new Error('dead');
        });
        map.commit([['a', 1]]);
        await map.compact();
        map.commit([
          ['b', 2],
          ['a', null],
        ]);
        deadAt = calls + step - 1;
        await map.compact().catch(() => undefined);
        appendFileSync(path.join(place, 'table-99'), 'half');
        const again = new KeyValueStore(place);
        assert.deepEqual(everything(again), [['b', 2]]);
        assert.ok(!existsSync(path.join(place, 'table-99')), 'leftovers are swept');
        await again.close();
      }
    }));

  it('commits nothing after its folder was taken over, and no part of a batch that cannot be written', () =>
    withFolder(async folder => {
      let taken = false;
      const map = new KeyValueStore(folder, () => {
        if (taken) throw new Error('taken');
      });
      map.commit([['a', 1]]);
      assert.throws(() => map.commit([['b\tc', 1]]), /tab/);
      taken = true;
      assert.throws(() => map.commit([['b', 1]]), /taken/);
      assert.deepEqual(everything(map), [['a', 1]]);
      await map.close();
    }));

  for (const failing of [1, 2, 3])
    it(`keeps everything when check ${failing} of a fold fails and it is closed later`, () =>
      withFolder(async folder => {
        let checks = -Infinity;
        const failures: string[] = [];
        const guard = () => {
          if (++checks === failing) throw new Error('no fold');
        };
        const map = new KeyValueStore(folder, guard, error => failures.push(error.message));
        map.commit([['first', 1]]);
        checks = 0;
        await assert.rejects(map.compact(), /no fold/);
        for (let n = 0; n < 700; n++) map.commit([[`k#${n}`, 'x'.repeat(1000)]]);
        await map.close();
        const again = new KeyValueStore(folder);
        assert.equal(again.get('first'), 1);
        assert.equal(everything(again).length, 701);
        assert.deepEqual(failures, ['no fold']);
        await again.close();
      }));
});
