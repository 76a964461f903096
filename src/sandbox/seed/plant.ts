import { createHash } from 'node:crypto';
import { connectionFormat } from '../api/repositories';
import type { AssetRecord, PackageId, RepositoryId, VersionRecord } from '../store/records';
import { putVersion, revisionOf } from '../store/versions';
import type { Store } from '../store/store';
import type { Service } from '../service';
import {
  SeedError,
  type SeedFile,
  type SeedPackage,
  type SeedRepository,
  type SeedVersion,
} from './seedFile';

/** How many versions go into one commit. */
const versionsPerCommit = 2000;

/** Adds what `seed` names and is not there yet; what is there stays as it is. */
export async function plant(
  service: Pick<Service, 'store' | 'region' | 'account' | 'now'>,
  seed: SeedFile,
): Promise<void> {
  const { store, region, account, now } = service;
  const created = now().getTime() / 1000;
  for (const domain of seed.domains) {
    const encryptionKey = `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`;
    if (!store.domain(domain.name))
      store.draft().putDomain(domain.name, { created, encryptionKey, tags: [] }).commit();
    for (const repository of domain.repositories ?? []) {
      const id = { domain: domain.name, repository: repository.name };
      if (!store.repository(id)) plantRepository(store, id, repository, created);
      await plantPackages(store, id, repository.packages ?? [], created);
    }
  }
}

function plantRepository(
  store: Store,
  id: RepositoryId,
  { description, upstreams = [], externalConnections = [] }: SeedRepository,
  created: number,
): void {
  for (const name of upstreams)
    if (!store.repository({ ...id, repository: name }))
      throw new SeedError(
        `${id.repository}: the upstream '${name}' comes before it or does not exist`,
      );
  for (const name of externalConnections)
    if (connectionFormat(name) === undefined)
      throw new SeedError(`${id.repository}: '${name}' is not an external connection`);
  const record = {
    created,
    ...(description !== undefined && { description }),
    ...{ upstreams, externalConnections, tags: [] },
  };
  store.draft().putRepository(id, record).commit();
}

async function plantPackages(
  store: Store,
  repository: RepositoryId,
  packages: readonly SeedPackage[],
  now: number,
): Promise<void> {
  let draft = store.draft();
  let count = 0;
  for (const it of packages)
    for (let n = 1; n <= (it.repeat ?? 1); n++)
      for (const given of it.versions) {
        const id = { ...repository, ...packageName(it, n) };
        const version = typeof given === 'string' ? { version: given } : given;
        if (store.version({ ...id, version: version.version })) continue;
        const record = await versionRecord(store, id, version, now);
        putVersion(store, draft, { ...id, version: version.version }, record, 'published');
        if (++count % versionsPerCommit > 0) continue;
        draft.commit();
        draft = store.draft();
      }
  draft.commit();
}

function packageName({ format, namespace, name }: SeedPackage, n: number) {
  const fill = (text: string) => text.replaceAll('{n}', String(n));
  return namespace === undefined
    ? { format, package: fill(name) }
    : { format, namespace: fill(namespace), package: fill(name) };
}

async function versionRecord(
  store: Store,
  id: PackageId,
  { version, status = 'Published', published, assets }: SeedVersion,
  now: number,
): Promise<VersionRecord> {
  const texts = assets ?? { [assetName(id, version)]: 'seeded\n' };
  const records = await Promise.all(
    Object.entries(texts).map(async ([name, text]) => asset(store, name, text)),
  );
  return {
    status,
    revision: revisionOf(records),
    published: published === undefined ? now : Date.parse(published) / 1000,
    origin: { type: 'INTERNAL', repository: id.repository },
    assets: records,
  };
}

function assetName(id: PackageId, version: string): string {
  return `${id.package}-${version}.${id.format === 'maven' ? 'jar' : 'tgz'}`;
}

async function asset(store: Store, name: string, text: string): Promise<AssetRecord> {
  const bytes = Buffer.from(text);
  const hash = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  const sha256 = hash('sha256');
  if (!store.blobs.has(sha256, bytes.length))
    store.blobs.keep(
      await store.blobs.receive(oneChunk(bytes), bytes.length, new AbortController().signal),
    );
  const sizes = { size: bytes.length, md5: hash('md5'), sha1: hash('sha1') };
  return { name, ...sizes, sha256, sha512: hash('sha512') };
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
