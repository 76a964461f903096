import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listAllAssets } from '../../../src/transfer/listAllAssets';
import { publishAssets, type FileToPublish } from '../../../src/transfer/publishAssets';
import { Failure } from '../../../src/core/failure';
import { failing } from '../aws/failing';
import { fakeApi } from '../fakeApi';
import { NoWaiting, sha256, signal, silent, withTransfer, type Transferring } from './transferring';

type Files = [FileToPublish, ...FileToPublish[]];

describe('publishAssets', () => {
  const files = async ({ folder }: Transferring, names: readonly string[]): Promise<Files> =>
    (await Promise.all(
      names.map(async name => {
        const content = `content of ${name}`;
        const file = path.join(folder, name);
        await writeFile(file, content);
        return { asset: name, file, sizeBytes: content.length, sha256: sha256(content) };
      }),
    )) as unknown as Files;
  const names = Array.from({ length: 9 }, (_, index) => `file-${index}.txt`);
  const watching = (clock = new NoWaiting()) => ({ clock, onSent: silent, onRetry: silent });

  it('publishes the version with the last of its assets, at the pace of the service', () =>
    withTransfer(async it => {
      const clock = new NoWaiting();
      const sent: [number, number][] = [];
      const meant = await files(it, names);
      const watched = {
        ...watching(clock),
        onSent: (a: number, b: number) => void sent.push([a, b]),
      };
      const back = await publishAssets(it.api, it.version, meant, watched, signal);
      assert.deepEqual(
        back.map(({ asset, sha256: state }) => [asset.name, state]),
        names.map(name => [name, 'equal']),
      );
      assert.equal((await it.api.version(it.version, signal)).status, 'Published');
      const total = meant.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      assert.deepEqual(sent.at(-1), [total, total]);
      // The clock only advances by these waits: 9 requests took no less than 8 gaps.
      assert.ok(clock.elapsed() >= 8 * 100, String(clock.waits));
    }));

  it('goes on where it stopped half-way', () =>
    withTransfer(async it => {
      const meant = await files(it, names);
      await it.fault(
        { on: 'PublishPackageVersion', times: 3, latencyMs: 0 },
        { on: 'PublishPackageVersion', status: 400, type: 'ValidationException' },
      );
      await assert.rejects(
        publishAssets(it.api, it.version, meant, watching(), signal),
        failing('invalid-request'),
      );
      assert.equal((await it.api.version(it.version, signal)).status, 'Unfinished');
      const there = (await listAllAssets(it.api, it.version, signal)).map(({ name }) => name);
      assert.equal(there.length, 3);
      await it.fault();
      const published: string[] = [];
      const api = {
        version: it.api.version.bind(it.api),
        assets: it.api.assets.bind(it.api),
        finish: it.api.finish.bind(it.api),
        publish: (...given: Parameters<typeof it.api.publish>) => {
          published.push(given[0].asset);
          return it.api.publish(...given);
        },
      };
      await publishAssets(api, it.version, meant, watching(), signal);
      assert.deepEqual(
        published.sort(),
        names.filter(name => !there.includes(name)),
      );
      assert.equal((await it.api.version(it.version, signal)).status, 'Published');
    }));

  it('publishes a version whose assets are all there, and leaves a published one as it is', () =>
    withTransfer(async it => {
      const meant = await files(it, ['a', 'b']);
      for (const file of meant)
        await it.api.publish({ version: it.version, ...file, unfinished: true }, silent, signal);
      await publishAssets(it.api, it.version, meant, watching(), signal);
      assert.equal((await it.api.version(it.version, signal)).status, 'Published');
      assert.equal((await publishAssets(it.api, it.version, meant, watching(), signal)).length, 2);
      const more = await files(it, ['a', 'b', 'c']);
      await assert.rejects(
        publishAssets(it.api, it.version, more, watching(), signal),
        failing('version-exists', undefined, /without an asset c/),
      );
    }));

  it('sends nothing when an asset is there with other content', () =>
    withTransfer(async it => {
      const [first, second] = await files(it, ['a', 'b']);
      assert.ok(second);
      await it.api.publish({ version: it.version, ...first, unfinished: true }, silent, signal);
      const changed = { ...first, sha256: sha256('other') };
      await assert.rejects(
        publishAssets(it.api, it.version, [second, changed], watching(), signal),
        failing('version-exists', undefined, /its asset a has other content/),
      );
      assert.equal((await listAllAssets(it.api, it.version, signal)).length, 1);
    }));

  it('begins no more assets once one was refused', () =>
    withTransfer(async it => {
      const meant = await files(it, names);
      const begun: string[] = [];
      const refused = fakeApi({
        version: () => Promise.reject(new Failure('not-found', 'tool')),
        publish: ({ asset }) => {
          begun.push(asset);
          return Promise.reject(new Failure('access-denied', asset));
        },
      });
      const publishing = publishAssets(refused, it.version, meant, watching(), signal);
      await assert.rejects(publishing, failing('access-denied'));
      assert.deepEqual(begun, names.slice(0, 4), 'four go at a time');
    }));
});
