import { Readable } from 'node:stream';
import { externalConnectionFormat } from '../api/repositories';
import { keys } from '../store/keys';
import type { AssetRecord, RepositoryId, VersionId, VersionRecord } from '../store/records';
import { putVersionWithPackage, computeRevision } from '../store/versionRecords';
import type { Store } from '../store/store';
import type { Service } from '../service';
import {
  SeedError,
  type SeedFile,
  type SeedPackage,
  type SeedRepository,
  type SeedVersion,
} from './seedFile';
import { neverAborted } from '../../shared/neverAborted';

/** The number of versions in one commit. */
const versionsPerCommit = 2000;

/** Creates what `seed` names and does not exist yet; what exists stays unchanged. Throws `SeedError`. */
export async function applySeed(
  service: Pick<Service, 'store' | 'region' | 'account' | 'now'>,
  seed: SeedFile,
): Promise<void> {
  const { store, region, account, now } = service;
  const created = now().getTime() / 1000;
  await store.keyValues.bulkLoad(async waitForCompaction => {
    for (const domain of seed.domains) {
      const encryptionKey = `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`;
      if (!store.domain(domain.name))
        store
          .beginTransaction()
          .putDomain(domain.name, { created, encryptionKey, tags: [] })
          .commit();
      for (const repository of domain.repositories ?? []) {
        const id = { domain: domain.name, repository: repository.name };
        if (!store.repository(id)) createSeedRepository(store, id, repository, created);
        await createSeedPackages(
          { store, waitForCompaction },
          id,
          repository.packages ?? [],
          created,
        );
      }
    }
  });
}

function createSeedRepository(
  store: Store,
  id: RepositoryId,
  { description, upstreams = [], externalConnections = [] }: SeedRepository,
  created: number,
): void {
  for (const name of upstreams)
    if (!store.repository({ ...id, repository: name }))
      throw new SeedError(
        `${id.repository}: the upstream '${name}' does not exist; list it before this repository`,
      );
  for (const name of externalConnections)
    if (externalConnectionFormat(name) === undefined)
      throw new SeedError(`${id.repository}: '${name}' is not an external connection`);
  const record = {
    created,
    ...(description !== undefined && { description }),
    upstreams,
    externalConnections,
    tags: [],
  };
  store.beginTransaction().putRepository(id, record).commit();
}

async function createSeedPackages(
  {
    store,
    waitForCompaction,
  }: { readonly store: Store; readonly waitForCompaction: () => Promise<void> },
  repository: RepositoryId,
  packages: readonly SeedPackage[],
  now: number,
): Promise<void> {
  const isNewRepository = !store.hasKeys(keys.packages(repository));
  const assets = new SeedAssets(store);
  let transaction = store.beginTransaction();
  let count = 0;
  for (const seedPackage of packages)
    for (let counter = 1; counter <= (seedPackage.repeat ?? 1); counter++)
      for (const seedVersion of seedPackage.versions) {
        const version = typeof seedVersion === 'string' ? { version: seedVersion } : seedVersion;
        const id = {
          ...repository,
          ...packageNameAt(seedPackage, counter),
          version: version.version,
        };
        if (!isNewRepository && store.version(id)) continue;
        const record = await createVersionRecord(assets, id, version, now);
        putVersionWithPackage(store, transaction, id, record, 'published');
        if (++count % versionsPerCommit > 0) continue;
        transaction.commit();
        await waitForCompaction();
        transaction = store.beginTransaction();
      }
  transaction.commit();
}

function packageNameAt({ format, namespace, name }: SeedPackage, counter: number) {
  const replaceCounter = (text: string) => text.replaceAll('{n}', String(counter));
  return namespace === undefined
    ? { format, package: replaceCounter(name) }
    : { format, namespace: replaceCounter(namespace), package: replaceCounter(name) };
}

async function createVersionRecord(
  assets: SeedAssets,
  id: VersionId,
  { status = 'Published', published, assets: texts }: SeedVersion,
  now: number,
): Promise<VersionRecord> {
  const records: AssetRecord[] = [];
  for (const [name, text] of Object.entries(texts ?? { [defaultAssetName(id)]: 'seeded\n' }))
    records.push({ name, ...(await assets.storeText(text)) });
  return {
    status,
    revision: computeRevision(records),
    published: published === undefined ? now : Date.parse(published) / 1000,
    origin: { type: 'INTERNAL', repository: id.repository },
    assets: records,
  };
}

function defaultAssetName(id: VersionId): string {
  return `${id.package}-${id.version}.${id.format === 'maven' ? 'jar' : 'tgz'}`;
}

type AssetDigests = Omit<AssetRecord, 'name'>;

/** Stores the asset texts of a seed, each different text once. */
class SeedAssets {
  readonly #store: Store;
  readonly #digestsByText = new Map<string, AssetDigests>();

  constructor(store: Store) {
    this.#store = store;
  }

  async storeText(text: string): Promise<AssetDigests> {
    const cached = this.#digestsByText.get(text);
    if (cached) return cached;
    const bytes = Buffer.from(text);
    const { blobStore } = this.#store;
    const received = await blobStore.receive(Readable.from([bytes]), bytes.length, neverAborted);
    blobStore.save(received);
    const { size, md5, sha1, sha256, sha512 } = received;
    const digests = { size, md5, sha1, sha256, sha512 };
    this.#digestsByText.set(text, digests);
    return digests;
  }
}
