import assert from 'node:assert/strict';
import { createCipheriv, createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BlobStore, BlobTooLargeError } from '../../../../src/sandbox/store/blobStore';
import { KeyValueStore } from '../../../../src/sandbox/store/keyValueStore';
import type { AssetRecord, VersionRecord } from '../../../../src/sandbox/store/records';
import { Store } from '../../../../src/sandbox/store/store';
import { withFolder } from '../temporaryFolder';

const never = new AbortController().signal;
const id = {
  domain: 'demo',
  repository: 'one',
  format: 'generic',
  namespace: 'n',
  package: 'p',
} as const;

async function* bytes(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

async function* cut(whole: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < whole.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield await Promise.resolve(whole.subarray(at, at + size));
    at += size;
  }
}

async function kept(store: Store, name: string, text: string): Promise<AssetRecord> {
  const incoming = await store.blobStore.receive(bytes(text), 100, never);
  store.blobStore.save(incoming);
  const { size, md5, sha1, sha256, sha512 } = incoming;
  return { name, size, md5, sha1, sha256, sha512 };
}

function version(...assets: readonly AssetRecord[]): VersionRecord {
  return { status: 'Published', revision: 'r', origin: { type: 'INTERNAL' }, assets };
}

function withStore(use: (store: Store, folder: string) => Promise<void>): Promise<void> {
  return withFolder(async folder => {
    const data = new KeyValueStore(path.join(folder, 'records'));
    await use(new Store(data, new BlobStore(folder)), folder);
    await data.close();
  });
}

const blobFiles = (folder: string) =>
  readdirSync(path.join(folder, 'blobs'), { recursive: true, withFileTypes: true }).filter(it =>
    it.isFile(),
  );

describe('Store', () => {
  it('keeps a blob while any version uses it, and counts its size once for a domain', () =>
    withStore(async (store, folder) => {
      const a = await kept(store, 'a', 'hello');
      const same = { ...a, name: 'b' };
      const one = { ...id, version: '1' };
      const two = { ...id, version: '2' };
      store
        .beginTransaction()
        .putVersion(one, version(a))
        .putVersion(two, version(a, same))
        .commit();
      assert.equal(store.domainBytes('demo'), 5);
      store
        .beginTransaction()
        .putVersion({ ...one, domain: 'other' }, version(a))
        .commit();
      assert.equal(store.domainBytes('other'), 5);
      store.beginTransaction().deleteVersion(two).deleteVersion(one).commit();
      assert.equal(store.domainBytes('demo'), 0);
      assert.ok(store.blobStore.has(a.sha256, 5), 'the other domain still has it');
      store
        .beginTransaction()
        .deleteVersion({ ...one, domain: 'other' })
        .commit();
      assert.equal(blobFiles(folder).length, 0);
    }));

  it('replaces assets of a version and deletes a repository with its content', () =>
    withStore(async (store, folder) => {
      const [a, b] = [await kept(store, 'x', 'first'), await kept(store, 'x', 'second')];
      const one = { ...id, version: '1' };
      store
        .beginTransaction()
        .putPackage(id, { restrictions: { publish: 'ALLOW', upstream: 'BLOCK' } })
        .commit();
      store.beginTransaction().putVersion(one, version(a)).commit();
      store.beginTransaction().putVersion(one, version(b)).commit();
      assert.ok(!store.blobStore.has(a.sha256, 5));
      assert.equal(store.domainBytes('demo'), 6);
      store.beginTransaction().deleteRepository(id).commit();
      assert.equal(store.package(id), undefined);
      assert.equal(store.version(one), undefined);
      assert.equal(blobFiles(folder).length, 0);
    }));
});

describe('BlobStore', () => {
  it('hashes received bytes', () =>
    withStore(async store => {
      const { md5, sha1, sha256, sha512, size } = await store.blobStore.receive(
        bytes('ab', 'c'),
        3,
        never,
      );
      assert.equal(size, 3);
      assert.equal(md5, '900150983cd24fb0d6963f7d28e17f72');
      assert.equal(sha1, 'a9993e364706816aba3e25717850c26c9cd0d89d');
      assert.equal(sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
      assert.match(sha512, /^ddaf35a193617aba/);
    }));

  it('hashes and stores large content in chunks of any size', () =>
    withStore(async store => {
      const whole = createCipheriv('aes-256-ctr', Buffer.alloc(32), Buffer.alloc(16)).update(
        Buffer.alloc(9_500_000),
      );
      for (const sizes of [[65_536], [1, 3_000_000, 700_000], [whole.length]]) {
        const incoming = await store.blobStore.receive(cut(whole, sizes), whole.length, never);
        const { file, ...hashed } = incoming;
        const hash = (name: string) => createHash(name).update(whole).digest('hex');
        assert.deepEqual(hashed, {
          size: whole.length,
          md5: hash('md5'),
          sha1: hash('sha1'),
          sha256: hash('sha256'),
          sha512: hash('sha512'),
        });
        assert.ok(readFileSync(file).equals(whole));
      }
    }));

  it('deletes a large upload that ends early', () =>
    withStore(async (store, folder) => {
      async function* broken() {
        for (let at = 0; at < 12; at++) yield await Promise.resolve(Buffer.alloc(1_000_000));
        throw new Error('the line broke');
      }
      await assert.rejects(store.blobStore.receive(broken(), 1e9, never), /the line broke/);
      assert.deepEqual(readdirSync(path.join(folder, 'incoming')), []);
    }));

  it('deletes an upload that is too large or aborted', () =>
    withStore(async (store, folder) => {
      await assert.rejects(store.blobStore.receive(bytes('abcd'), 3, never), BlobTooLargeError);
      const gone = AbortSignal.abort();
      await assert.rejects(store.blobStore.receive(bytes('a'), 3, gone), { name: 'AbortError' });
      assert.deepEqual(readdirSync(path.join(folder, 'incoming')), []);
    }));

  it('deletes unused blobs, but no newer ones', () =>
    withStore(async (store, folder) => {
      const [used, lost] = [await kept(store, 'a', 'used'), await kept(store, 'a', 'lost')];
      const isUsed = (sha256: string) => sha256 === used.sha256;
      await store.blobStore.removeUnused(isUsed, new Date(Date.now() - 60_000), never);
      assert.equal(blobFiles(folder).length, 2);
      await store.blobStore.removeUnused(isUsed, new Date(Date.now() + 60_000), never);
      assert.deepEqual(
        [store.blobStore.has(used.sha256, 4), store.blobStore.has(lost.sha256, 4)],
        [true, false],
      );
    }));

  it('opens a complete asset and names one that is not', () =>
    withStore(async (store, folder) => {
      const a = await kept(store, 'a.jar', 'hello');
      const chunks = await (await store.blobStore.open(a)).toArray();
      assert.equal(Buffer.concat(chunks as Buffer[]).toString(), 'hello');
      const [file] = blobFiles(folder);
      writeFileSync(path.join(file?.parentPath ?? '', file?.name ?? ''), 'hel');
      const unreadable = { name: 'AssetUnreadableError', message: /'a\.jar'/ };
      await assert.rejects(store.blobStore.open(a), unreadable);
      store.blobStore.remove(a.sha256);
      await assert.rejects(store.blobStore.open(a), unreadable);
    }));

  it('creates its folder again, but not in a data folder that was removed', () =>
    withFolder(async folder => {
      let gone = false;
      const blobs = new BlobStore(folder, () => {
        if (gone) throw new Error('gone');
      });
      rmSync(path.join(folder, 'incoming'), { recursive: true });
      const incoming = await blobs.receive(bytes('abc'), 3, never);
      gone = true;
      assert.throws(() => blobs.save(incoming), /gone/);
      rmSync(path.join(folder, 'incoming'), { recursive: true });
      await assert.rejects(blobs.receive(bytes('abc'), 3, never), /gone/);
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('deletes at the start what a killed process was receiving', () =>
    withStore(async (store, folder) => {
      const { file } = await store.blobStore.receive(bytes('half'), 100, never);
      assert.ok(existsSync(file));
      new BlobStore(folder);
      assert.ok(!existsSync(file));
    }));
});
