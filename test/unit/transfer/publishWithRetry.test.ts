import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  publishWithRetry,
  type PublishApi,
  type PublishOptions,
} from '../../../src/transfer/publishWithRetry';
import { readBackAssets } from '../../../src/transfer/readBackAssets';
import type { AssetUpload } from '../../../src/core/asset';
import type { CodeArtifact } from '../../../src/core/codeArtifact';
import type { PackageVersion } from '../../../src/core/coordinates';
import { Failure, type FailureCode } from '../../../src/core/failure';
import type { Fault } from '../../../src/sandbox/faults/faults';
import { failing } from '../aws/failing';
import { fakeApi } from '../fakeApi';
import { NoWaiting, sha256, signal, silent, withTransfer, type Transferring } from './transferring';

const listedVersion: PackageVersion = {
  realm: 'aws',
  region: 'r',
  owner: 'o',
  domain: 'd',
  repository: 'x',
  format: 'generic',
  package: 'p',
  version: '1',
};

const content = 'what is to be published '.repeat(10_000);

describe('publishWithRetry', () => {
  const publication = async (
    { folder, version }: Transferring,
    bytes = content,
  ): Promise<AssetUpload> => {
    const file = path.join(folder, sha256(bytes));
    await writeFile(file, bytes);
    const facts = { file, sizeBytes: bytes.length, sha256: sha256(bytes), unfinished: false };
    return { version, asset: 'tool.tar.gz', ...facts };
  };
  const watching = (retries: string[] = [], clock = new NoWaiting()): PublishOptions => ({
    clock,
    onSent: silent,
    onRetry: ({ code }) => void retries.push(code),
  });
  const stalls = { on: 'PublishPackageVersion', times: 1, latencyMs: 60_000 };

  const passing: [what: string, fault: Fault, retries: readonly FailureCode[]][] = [
    ['nothing goes wrong', { on: 'none' }, []],
    // Asked what it keeps, the service has the asset: it is not sent again.
    ['the answer is lost', { on: 'PublishPackageVersion', times: 1, truncateAfterBytes: 0 }, []],
    ['the connection is cut', { on: 'PublishPackageVersion', times: 2, drop: true }, []],
    ['nothing moves any more', stalls, ['timeout']],
    [
      'the service has an error',
      { on: 'PublishPackageVersion', times: 1, status: 503 },
      ['service-error'],
    ],
    [
      'the answer is none',
      { on: 'PublishPackageVersion', times: 1, body: '{}', contentType: 'application/json' },
      ['bad-answer'],
    ],
    [
      'it is too fast',
      { on: 'PublishPackageVersion', times: 1, status: 429, retryAfterSeconds: 7 },
      ['throttled'],
    ],
  ];
  for (const [what, other] of [
    ['longer', `${content}!`],
    ['other, as long as before', content.toUpperCase()],
  ] as const)
    it(`says so when the file has become ${what}`, () =>
      withTransfer(async it => {
        const meant = await publication(it);
        await writeFile(meant.file, other);
        await assert.rejects(publishWithRetry(it.api, meant, watching(), signal), {
          code: 'files-changed',
          subject: meant.file,
        });
        await assert.rejects(it.api.version(it.version, signal), { code: 'not-found' });
      }));

  for (const [what, fault, expected] of passing)
    it(`publishes when ${what}`, () =>
      withTransfer(async it => {
        await it.fault(fault);
        const retries: string[] = [];
        const meant = await publication(it);
        const publishing = publishWithRetry(it.api, meant, watching(retries), signal);
        if (fault === stalls) await it.passLimit();
        const published = await publishing;
        assert.equal(published.status, 'Published');
        assert.equal(published.asset.hashes['SHA-256'], meant.sha256);
        assert.deepEqual(retries, expected);
        const [back] = await readBackAssets(it.api, [meant], new NoWaiting(), signal);
        assert.deepEqual([back?.sha256, back?.asset.sizeBytes], ['equal', content.length]);
      }));

  it('sends again what did not arrive', async () => {
    await withTransfer(async it => {
      const meant = await publication(it);
      let left = 2;
      const unreachable = new Failure('unreachable', 'host');
      const { api } = it;
      const flaky: PublishApi = {
        version: (...given) => api.version(...given),
        assets: (...given) => api.assets(...given),
        finish: (...given) => api.finish(...given),
        publish: (...given) => (left-- > 0 ? Promise.reject(unreachable) : api.publish(...given)),
      };
      const retries: string[] = [];
      await publishWithRetry(flaky, meant, watching(retries), signal);
      assert.deepEqual(retries, ['unreachable', 'unreachable']);
    });
  });

  it('waits as long as the service asks', () =>
    withTransfer(async it => {
      const fault = { on: 'PublishPackageVersion', status: 429 };
      const once = { ...fault, times: 1 };
      await it.fault(
        { ...once, retryAfterSeconds: 7 },
        once,
        // Nobody waits for an hour.
        { ...once, retryAfterSeconds: 3600 },
      );
      const clock = new NoWaiting();
      await publishWithRetry(it.api, await publication(it), watching([], clock), signal);
      assert.deepEqual(clock.waits, [7000, 1000, 20_000]);
    }));

  it('gives up after five tries, with what was wrong', () =>
    withTransfer(async it => {
      await it.fault({ on: 'PublishPackageVersion', status: 500 });
      const clock = new NoWaiting();
      const meant = await publication(it);
      await assert.rejects(
        publishWithRetry(it.api, meant, watching([], clock), signal),
        failing('service-error', 'PublishPackageVersion'),
      );
      assert.equal(clock.waits.length, 4);
    }));

  it('takes equal bytes that are there for its own, and refuses to replace others', () =>
    withTransfer(async it => {
      const meant = await publication(it);
      await publishWithRetry(it.api, meant, watching(), signal);
      assert.equal((await publishWithRetry(it.api, meant, watching(), signal)).status, 'Published');
      const other = await publication(it, 'other bytes');
      await assert.rejects(
        publishWithRetry(it.api, other, watching(), signal),
        failing('version-exists', 'PublishPackageVersion', new RegExp(meant.sha256)),
      );
      await assert.rejects(
        publishWithRetry(it.api, { ...meant, asset: 'one-more' }, watching(), signal),
        failing('version-exists', undefined, /without an asset one-more/),
      );
    }));

  const refusals: [what: string, fault: Fault, code: FailureCode][] = [
    [
      'a quota is used up',
      {
        on: 'PublishPackageVersion',
        status: 402,
        type: 'ServiceQuotaExceededException',
        message: 'An asset can have at most 5 GB',
      },
      'quota-exceeded',
    ],
    [
      'it is not permitted',
      {
        on: 'PublishPackageVersion',
        status: 403,
        type: 'AccessDeniedException',
        message: 'User is not authorized',
      },
      'access-denied',
    ],
    [
      'origin controls forbid it',
      {
        on: 'PublishPackageVersion',
        status: 403,
        type: 'AccessDeniedException',
        message: 'blocked by its origin controls',
      },
      'publish-blocked',
    ],
    [
      'the request is wrong',
      { on: 'PublishPackageVersion', status: 400, type: 'ValidationException', message: 'No' },
      'invalid-request',
    ],
  ];
  for (const [what, fault, code] of refusals)
    it(`does not try again when ${what}`, () =>
      withTransfer(async it => {
        await it.fault(fault);
        const retries: string[] = [];
        await assert.rejects(
          publishWithRetry(it.api, await publication(it), watching(retries), signal),
          failing(code, 'PublishPackageVersion'),
        );
        assert.deepEqual(retries, []);
      }));

  it('says loudly that the service keeps other bytes', async () => {
    const meant = { version: listedVersion, asset: 'a', sizeBytes: 5, sha256: 'ab'.repeat(32) };
    const listing = (sizeBytes: number, hash?: string): Pick<CodeArtifact, 'assets'> =>
      fakeApi({
        assets: () =>
          Promise.resolve({
            items: [
              { name: 'a', sizeBytes, hashes: hash === undefined ? {} : { 'SHA-256': hash } },
            ],
          }),
      });
    const clock = new NoWaiting();
    const back = (api: Pick<CodeArtifact, 'assets'>) => readBackAssets(api, [meant], clock, signal);
    await assert.rejects(
      back(listing(5, 'cd'.repeat(32))),
      failing('hash-mismatch', undefined, /cdcd.*abab/),
    );
    await assert.rejects(
      back(listing(6, meant.sha256)),
      failing('hash-mismatch', undefined, /6 bytes/),
    );
    assert.deepEqual(
      (await back(listing(5))).map(it => it.sha256),
      ['not-listed'],
    );
    assert.equal(clock.waits.length, 0);
  });

  const unread: [
    what: string,
    api: Pick<CodeArtifact, 'assets'>,
    code: FailureCode,
    waits: number,
  ][] = [
    [
      'is not listed after some seconds',
      fakeApi({ assets: () => Promise.resolve({ items: [] }) }),
      'not-found',
      3,
    ],
    [
      'may not be listed',
      fakeApi({ assets: () => Promise.reject(new Failure('access-denied', 'p')) }),
      'access-denied',
      0,
    ],
    [
      'cannot be asked for any more',
      fakeApi({ assets: () => Promise.reject(new Failure('unreachable', 'host')) }),
      'unreachable',
      4,
    ],
  ];
  for (const [what, api, code, waits] of unread)
    it(`is published all the same when it ${what}, and says why it was not compared`, async () => {
      const clock = new NoWaiting();
      const meant = { version: listedVersion, asset: 'a', sizeBytes: 5, sha256: 'ab'.repeat(32) };
      const [back] = await readBackAssets(api, [meant], clock, signal);
      assert.ok(back?.sha256 === 'not-read');
      assert.equal(back.failure.code, code);
      assert.deepEqual(back.asset, { name: 'a', sizeBytes: 5, hashes: {} });
      assert.equal(clock.waits.length, waits);
    });

  it('finishes a version that has all its assets, but is unfinished still', async () => {
    const finished: string[] = [];
    const hash = 'ab'.repeat(32);
    const asset = { name: 'a', sizeBytes: 5, hashes: { 'SHA-256': hash } };
    const details = { ...listedVersion, status: 'Unfinished', origin: 'INTERNAL' } as const;
    const api = fakeApi({
      publish: () => Promise.reject(new Failure('conflict', 'p')),
      version: () => Promise.resolve({ ...details, licenses: [] }),
      assets: () => Promise.resolve({ items: [asset] }),
      finish: ({ version }) => Promise.resolve(void finished.push(version)),
    });
    const meant = { version: listedVersion, asset: 'a', file: 'x', sizeBytes: 5, sha256: hash };
    const last = await publishWithRetry(api, { ...meant, unfinished: false }, watching(), signal);
    assert.deepEqual([last.status, finished], ['Published', ['1']]);
    const other = await publishWithRetry(api, { ...meant, unfinished: true }, watching(), signal);
    assert.deepEqual([other.status, finished], ['Unfinished', ['1']]);
  });
});
