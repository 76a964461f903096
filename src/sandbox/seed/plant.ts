import { Readable } from 'node:stream';
import { connectionFormat } from '../api/repositories';
import { keys } from '../store/keys';
import type { AssetRecord, RepositoryId, VersionId, VersionRecord } from '../store/records';
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
  await store.data.loading(async pause => {
    for (const domain of seed.domains) {
      const encryptionKey = `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`;
      if (!store.domain(domain.name))
        store.draft().putDomain(domain.name, { created, encryptionKey, tags: [] }).commit();
      for (const repository of domain.repositories ?? []) {
        const id = { domain: domain.name, repository: repository.name };
        if (!store.repository(id)) plantRepository(store, id, repository, created);
        await plantPackages({ store, pause }, id, repository.packages ?? [], created);
      }
    }
  });
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
    upstreams,
    externalConnections,
    tags: [],
  };
  store.draft().putRepository(id, record).commit();
}

async function plantPackages(
  { store, pause }: { readonly store: Store; readonly pause: () => Promise<void> },
  repository: RepositoryId,
  packages: readonly SeedPackage[],
  now: number,
): Promise<void> {
  const empty = !store.any(keys.packages(repository));
  const assets = new SeedAssets(store);
  let draft = store.draft();
  let count = 0;
  for (const it of packages)
    for (let n = 1; n <= (it.repeat ?? 1); n++)
      for (const given of it.versions) {
        const seeded = typeof given === 'string' ? { version: given } : given;
        const id = { ...repository, ...packageName(it, n), version: seeded.version };
        if (!empty && store.version(id)) continue;
        const record = await versionRecord(assets, id, seeded, now);
        putVersion(store, draft, id, record, 'published');
        if (++count % versionsPerCommit > 0) continue;
        draft.commit();
        await pause();
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
  assets: SeedAssets,
  id: VersionId,
  { status = 'Published', published, assets: texts }: SeedVersion,
  now: number,
): Promise<VersionRecord> {
  const records: AssetRecord[] = [];
  for (const [name, text] of Object.entries(texts ?? { [assetName(id)]: 'seeded\n' }))
    records.push({ name, ...(await assets.facts(text)) });
  return {
    status,
    revision: revisionOf(records),
    published: published === undefined ? now : Date.parse(published) / 1000,
    origin: { type: 'INTERNAL', repository: id.repository },
    assets: records,
  };
}

function assetName(id: VersionId): string {
  return `${id.package}-${id.version}.${id.format === 'maven' ? 'jar' : 'tgz'}`;
}

type Facts = Omit<AssetRecord, 'name'>;

/** Keeps the blobs of a seed, each text once. */
class SeedAssets {
  readonly #store: Store;
  readonly #known = new Map<string, Facts>();

  constructor(store: Store) {
    this.#store = store;
  }

  async facts(text: string): Promise<Facts> {
    const known = this.#known.get(text);
    if (known) return known;
    const bytes = Buffer.from(text);
    const { blobs } = this.#store;
    const incoming = await blobs.receive(Readable.from([bytes]), bytes.length, never);
    blobs.keep(incoming);
    const { size, md5, sha1, sha256, sha512 } = incoming;
    const facts = { size, md5, sha1, sha256, sha512 };
    this.#known.set(text, facts);
    return facts;
  }
}

const never = new AbortController().signal;
