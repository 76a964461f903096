import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { fetchArchive } from '../../../src/transfer/fetchArchive';
import type { PackageVersion } from '../../../src/core/coordinates';
import { failing } from '../aws/failing';
import { fakeApi } from '../fakeApi';
import { fetching, sha256, signal } from './transferring';
import { raw, tar } from '../archive/unpack/rawTar';
import { workRoom } from './workRoom';

const version: PackageVersion = {
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: 'demo',
  repository: 'webapp',
  format: 'generic',
  namespace: 'team',
  package: 'a',
  version: '1',
};

describe('fetchArchive', () => {
  const room = workRoom();

  /** Fetches `bytes` in parts, and tells how many of them were taken. */
  function fetched(bytes: Buffer, partBytes: number) {
    let taken = 0;
    const api = fakeApi({
      download: async (_, take) => {
        for (let at = 0; at < bytes.length; at += partBytes) {
          const part = bytes.subarray(at, at + partBytes);
          taken += part.length;
          await take(part);
        }
      },
    });
    const hashes = { 'SHA-256': sha256(bytes) };
    const asset = { name: 'lib.jar', sizeBytes: bytes.length, hashes };
    const retries: string[] = [];
    const work = fetchArchive(api, { version, asset }, room(), fetching(retries), signal);
    const ended = work.then(it => it.dispose());
    return { ended, taken: () => taken, retries };
  }

  const zip = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(1_000_000, 'x')]);
  for (const [what, bytes, says] of [
    ['a zip file', zip, /^it is a zip file, and only \.tar\.gz, \.tgz and \.tar are unpacked$/],
    ['text', Buffer.alloc(1_000_000, 'some text'), /^it is no archive, and only /],
  ] as const)
    for (const partBytes of [100, 65_536])
      it(`stops at the first bytes of ${what} that comes by ${partBytes}`, async () => {
        const { ended, taken, retries } = fetched(bytes, partBytes);
        await assert.rejects(ended, failing('archive-refused', undefined, says));
        assert.ok(taken() <= Math.max(600, partBytes), `${taken()} bytes came`);
        assert.deepEqual([retries, await readdir(room())], [[], []]);
      });

  const archive = tar(raw({ data: 'x'.repeat(5000) }));
  for (const [what, bytes] of [
    ['a tar', archive],
    ['a gzip file', gzipSync(archive)],
    ['what is too short to tell', Buffer.from('short')],
  ] as const)
    it(`fetches ${what} whole`, async () => {
      const { ended, taken } = fetched(bytes, 100);
      await ended;
      assert.equal(taken(), bytes.length);
    });
});
