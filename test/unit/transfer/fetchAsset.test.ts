import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { fetchAsset, type AssetDownload } from '../../../src/transfer/fetchAsset';
import type { CodeArtifact } from '../../../src/core/codeArtifact';
import { isCancelled } from '../../../src/core/failure';
import type { Fault } from '../../../src/sandbox/faults/faults';
import { failing } from '../aws/failing';
import { fakeApi } from '../fakeApi';
import { withSmallDisk } from './smallDisk';
import { fetching, sha256, signal, silent, withTransfer, type Transferring } from './transferring';

const content = Buffer.from('what is kept in the repository '.repeat(100_000));

describe('fetchAsset', () => {
  let folder: string;
  const published = async (it: Transferring): Promise<AssetDownload> => {
    folder = path.join(it.folder, 'target');
    await mkdir(folder);
    const file = path.join(it.folder, 'file');
    await writeFile(file, content);
    const facts = { file, sizeBytes: content.length, sha256: sha256(content), unfinished: false };
    const { version } = it;
    const { asset } = await it.api.publish({ version, asset: 'a.bin', ...facts }, silent, signal);
    return { version, asset };
  };
  const into = (replace = false) => ({ path: path.join(folder, 'a.bin'), replace });

  const stalls = { on: 'GetPackageVersionAsset', times: 1, latencyMs: 60_000 };

  const cuts: [what: string, fault: Fault, retries: readonly string[]][] = [
    ['as it is', { on: 'none' }, []],
    [
      'after a cut in the middle',
      { on: 'GetPackageVersionAsset', times: 2, truncateAfterBytes: 1_500_000 },
      ['unreachable', 'unreachable'],
    ],
    ['after an answer that did not come', stalls, ['timeout']],
    [
      'after an answer that lost its end',
      { on: 'GetPackageVersionAsset', times: 1, lengthOffset: -7 },
      ['hash-mismatch'],
    ],
    [
      'after an answer of somebody else',
      { on: 'GetPackageVersionAsset', times: 1, body: 'x', contentType: 'application/json' },
      ['hash-mismatch'],
    ],
  ];
  for (const [what, fault, expected] of cuts)
    it(`fetches ${what}`, () =>
      withTransfer(async it => {
        const wanted = await published(it);
        await it.fault(fault);
        const retries: string[] = [];
        const running = fetchAsset(it.api, wanted, into(), fetching(retries), signal);
        if (fault === stalls) await it.passLimit();
        const fetched = await running;
        assert.deepEqual(fetched, {
          path: into().path,
          bytes: content.length,
          sha256: sha256(content),
          verifiedHash: 'SHA-256',
        });
        assert.deepEqual(retries, expected);
        assert.ok(content.equals(await readFile(fetched.path)));
        assert.deepEqual(await readdir(folder), ['a.bin']);
      }));

  it('never shows what differs twice under the name that was asked for', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      await it.fault({ on: 'GetPackageVersionAsset', lengthOffset: -7 });
      const retries: string[] = [];
      const other = sha256(content.subarray(0, content.length - 7));
      await assert.rejects(
        fetchAsset(it.api, wanted, into(), fetching(retries), signal),
        failing('hash-mismatch', undefined, new RegExp(`${sha256(content)}.*${other}`)),
      );
      assert.deepEqual(retries, ['hash-mismatch']);
      assert.deepEqual(await readdir(folder), []);
    }));

  it('refuses every flipped bit', async () => {
    await withTransfer(async it => {
      const wanted = await published(it);
      for (let count = 0; count < 40; count++) {
        const spoilt = Buffer.from(content);
        const bit = (count * 7919) % (spoilt.length * 8);
        spoilt[bit >> 3] = (spoilt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const api: Pick<CodeArtifact, 'download'> = fakeApi({
          download: async (_, take) => {
            for (let at = 0; at < spoilt.length; at += 65_536)
              await take(spoilt.subarray(at, at + 65_536));
          },
        });
        await assert.rejects(
          fetchAsset(api, wanted, into(), fetching(), signal),
          failing('hash-mismatch'),
        );
      }
      assert.deepEqual(await readdir(folder), []);
    });
  });

  for (const [listed, compared] of [
    [['MD5', 'SHA-1', 'SHA-512'], 'SHA-512'],
    [['MD5', 'SHA-1'], 'SHA-1'],
    [['MD5'], 'MD5'],
    [[], undefined],
  ] as const)
    it(`compares ${compared ?? 'nothing'} where no SHA-256 is listed, and tells it`, () =>
      withTransfer(async it => {
        const { version, asset } = await published(it);
        const hashes = Object.fromEntries(listed.map(name => [name, asset.hashes[name]]));
        const weak = { version, asset: { ...asset, hashes } };
        const fetched = await fetchAsset(it.api, weak, into(), fetching(), signal);
        assert.deepEqual([fetched.sha256, fetched.verifiedHash], [undefined, compared]);
        if (compared === undefined) return;
        const { length } = asset.hashes[compared] ?? '';
        const other = { ...hashes, [compared]: '0'.repeat(length) };
        const wrong = { version, asset: { ...asset, hashes: other } };
        await assert.rejects(
          fetchAsset(it.api, wrong, into(true), fetching(), signal),
          failing('hash-mismatch', undefined, new RegExp(`${compared} 0+, but`)),
        );
      }));

  it('compares the size where no hash is listed', () =>
    withTransfer(async it => {
      const { version, asset } = await published(it);
      const other = { name: asset.name, sizeBytes: content.length + 1, hashes: {} };
      await assert.rejects(
        fetchAsset(it.api, { version, asset: other }, into(), fetching(), signal),
        failing('hash-mismatch', undefined, /lists \d+ bytes, but \d+ were received/),
      );
      assert.deepEqual(await readdir(folder), []);
    }));

  it('leaves a file that is there alone unless it may be replaced', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      await writeFile(into().path, 'mine');
      await assert.rejects(
        fetchAsset(it.api, wanted, into(), fetching(), signal),
        failing('target-exists'),
      );
      assert.equal(await readFile(into().path, 'utf8'), 'mine');
      await fetchAsset(it.api, wanted, into(true), fetching(), signal);
      assert.ok(content.equals(await readFile(into().path)));
      assert.deepEqual(await readdir(folder), ['a.bin']);
    }));

  it('lets those read the file who may read its folder', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      for (const [ofFolder, ofFile] of [
        [0o755, 0o644],
        [0o700, 0o600],
        [0o777, 0o644],
      ] as const) {
        await chmod(folder, ofFolder);
        await fetchAsset(it.api, wanted, into(true), fetching(), signal);
        assert.equal((await stat(into().path)).mode & 0o777, ofFile);
      }
    }));

  it('leaves nothing behind when it is cancelled in the middle', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      const stop = new AbortController();
      const watched = { ...fetching(), progress: () => stop.abort() };
      await assert.rejects(
        fetchAsset(it.api, wanted, into(), watched, stop.signal),
        (error: unknown) => isCancelled(error),
      );
      assert.deepEqual(await readdir(folder), []);
    }));

  it('says that an archived version cannot be downloaded, without trying again', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      await it.fault({
        on: 'GetPackageVersionAsset',
        status: 409,
        type: 'ConflictException',
        message: 'is archived',
      });
      const retries: string[] = [];
      await assert.rejects(
        fetchAsset(it.api, wanted, into(), fetching(retries), signal),
        failing('version-unavailable', 'GetPackageVersionAsset', /archived/),
      );
      assert.deepEqual([retries, await readdir(folder)], [[], []]);
    }));

  it('tells how far it is', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      const seen: number[] = [];
      const watched = { ...fetching(), progress: (bytes: number) => void seen.push(bytes) };
      await fetchAsset(it.api, wanted, into(), watched, signal);
      assert.ok(seen.length > 10);
      assert.equal(seen.at(-1), content.length);
    }));

  it('asks for nothing where the disk has no room for it', function () {
    return withTransfer(async it => {
      const wanted = await published(it);
      await withSmallDisk(this, it.folder, 1_000_000, async disk => {
        const api = fakeApi({ download: () => assert.fail('nothing is asked for') });
        const target = { path: path.join(disk, 'a.bin'), replace: false };
        await assert.rejects(
          fetchAsset(api, wanted, target, fetching(), signal),
          failing('disk-full', undefined, /^4 MB are needed, 1 MB are free$/),
        );
        assert.deepEqual(await readdir(disk), []);
      });
    });
  });

  it('leaves nothing where the disk gets full all the same', function () {
    return withTransfer(async it => {
      const { version, asset } = await published(it);
      const { sizeBytes: _, ...unknown } = asset;
      await withSmallDisk(this, it.folder, 1_000_000, async disk => {
        const target = { path: path.join(disk, 'a.bin'), replace: false };
        const retries: string[] = [];
        await assert.rejects(
          fetchAsset(it.api, { version, asset: unknown }, target, fetching(retries), signal),
          failing('disk-full'),
        );
        assert.deepEqual([retries, await readdir(disk)], [[], []]);
      });
    });
  });

  it('leaves alone what came to its place while it was fetched', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      const meddling = { ...fetching(), progress: () => writeFileSync(into().path, 'mine') };
      await assert.rejects(
        fetchAsset(it.api, wanted, into(), meddling, signal),
        failing('target-exists'),
      );
      assert.equal(await readFile(into().path, 'utf8'), 'mine');
      assert.deepEqual(await readdir(folder), ['a.bin']);
    }));

  it('never writes through a link in its place', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      const elsewhere = path.join(it.folder, 'elsewhere');
      for (const there of [false, true]) {
        if (there) await writeFile(elsewhere, 'mine');
        await symlink(elsewhere, into().path);
        await assert.rejects(
          fetchAsset(it.api, wanted, into(), fetching(), signal),
          failing('target-exists'),
        );
        await fetchAsset(it.api, wanted, into(true), fetching(), signal);
        assert.ok((await lstat(into().path)).isFile());
        await rm(into().path);
      }
      assert.equal(await readFile(elsewhere, 'utf8'), 'mine');
    }));

  for (const size of [0, 1])
    it(`fetches ${size} bytes`, () =>
      withTransfer(async it => {
        folder = it.folder;
        const bytes = Buffer.alloc(size, 'x');
        const hashes = { 'SHA-256': sha256(bytes) };
        const { version } = it;
        const api = fakeApi({
          download: async (_, take) => {
            if (size > 0) await take(bytes);
          },
        });
        const wanted = { version, asset: { name: 'a.bin', sizeBytes: size, hashes } };
        const fetched = await fetchAsset(api, wanted, into(), fetching(), signal);
        assert.deepEqual([fetched.bytes, fetched.verifiedHash], [size, 'SHA-256']);
        assert.deepEqual(await readFile(into().path), bytes);
      }));

  it('says which folder cannot be written to', () =>
    withTransfer(async it => {
      const wanted = await published(it);
      const target = { path: path.join(folder, 'gone', 'a.bin'), replace: false };
      await assert.rejects(
        fetchAsset(it.api, wanted, target, fetching(), signal),
        failing('file-unwritable'),
      );
    }));
});
