import type { KeyValueStore } from './keyValueStore';
import { keys, lastPart } from './keys';
import type { BlobStore } from './blobStore';
import type { Entry } from './memTable';
import type {
  AssetRecord,
  DomainRecord,
  PackageId,
  PackageRecord,
  RepositoryId,
  RepositoryRecord,
  VersionId,
  VersionRecord,
} from './records';

/** A record with its name. */
export interface NamedRecord<T> {
  readonly name: string;
  readonly record: T;
}

/** The domains, repositories, packages and versions of the sandbox. Changes go through a `Transaction`. */
export class Store {
  readonly keyValues: KeyValueStore;
  readonly blobStore: BlobStore;

  constructor(data: KeyValueStore, blobStore: BlobStore) {
    this.keyValues = data;
    this.blobStore = blobStore;
  }

  domain(name: string): DomainRecord | undefined {
    return this.keyValues.get(keys.domain(name)) as DomainRecord | undefined;
  }

  repository(id: RepositoryId): RepositoryRecord | undefined {
    return this.keyValues.get(keys.repository(id)) as RepositoryRecord | undefined;
  }

  package(id: PackageId): PackageRecord | undefined {
    return this.keyValues.get(keys.package(id)) as PackageRecord | undefined;
  }

  version(id: VersionId): VersionRecord | undefined {
    return this.keyValues.get(keys.version(id)) as VersionRecord | undefined;
  }

  *repositories(domain: string): Generator<NamedRecord<RepositoryRecord>> {
    for (const [key, value] of this.keyValues.scan(keys.repositories(domain)))
      yield { name: lastPart(key), record: value as RepositoryRecord };
  }

  *versions(id: PackageId): Generator<NamedRecord<VersionRecord>> {
    for (const [key, value] of this.keyValues.scan(keys.versions(id)))
      yield { name: lastPart(key), record: value as VersionRecord };
  }

  /** The total size of the different assets of a domain. */
  domainBytes(domain: string): number {
    return (this.keyValues.get(keys.domainSize(domain)) as number | undefined) ?? 0;
  }

  /** Whether any key starts with `prefix`. */
  hasKeys(prefix: string): boolean {
    return this.keyValues.scan(prefix).next().done !== true;
  }

  /** Begins changes that are made together or not at all. */
  beginTransaction(): Transaction {
    return new Transaction(this);
  }
}

/** Changes that `commit` applies together. Collect and commit them without awaiting in between. */
export class Transaction {
  readonly #store: Store;
  readonly #changes = new Map<string, unknown>();
  readonly #released = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  putDomain(name: string, record: DomainRecord): this {
    return this.#set(keys.domain(name), record);
  }

  deleteDomain(name: string): this {
    return this.#set(keys.domain(name), null).#set(keys.domainSize(name), null);
  }

  putRepository(id: RepositoryId, record: RepositoryRecord): this {
    return this.#set(keys.repository(id), record);
  }

  deleteRepository(id: RepositoryId): this {
    for (const [key] of this.#store.keyValues.scan(keys.packages(id))) this.#set(key, null);
    for (const [key, value] of this.#store.keyValues.scan(keys.versionsOfRepository(id))) {
      const [, , , format, namespace, name, version] = key.split('#');
      const owner = { ...id, format, namespace, package: name, version } as VersionId;
      this.#updateBlobUse(owner, value as VersionRecord, undefined).#set(key, null);
    }
    return this.#set(keys.repository(id), null);
  }

  putPackage(id: PackageId, record: PackageRecord): this {
    return this.#set(keys.package(id), record);
  }

  deletePackage(id: PackageId): this {
    for (const { name } of this.#store.versions(id)) this.deleteVersion({ ...id, version: name });
    return this.#set(keys.package(id), null);
  }

  putVersion(id: VersionId, record: VersionRecord): this {
    return this.#updateBlobUse(id, this.#currentVersion(id), record).#set(keys.version(id), record);
  }

  deleteVersion(id: VersionId): this {
    return this.#updateBlobUse(id, this.#currentVersion(id), undefined).#set(
      keys.version(id),
      null,
    );
  }

  /** Any other record; `null` deletes it. */
  put(key: string, value: unknown): this {
    return this.#set(key, value);
  }

  /** Applies the changes, then deletes blobs that no version uses any more. */
  commit(): void {
    const { keyValues, blobStore } = this.#store;
    keyValues.commit([...this.#changes] satisfies Entry[]);
    for (const sha256 of this.#released)
      if (!this.#store.hasKeys(keys.blobCounts(sha256))) blobStore.remove(sha256);
  }

  #currentVersion(id: VersionId): VersionRecord | undefined {
    const changed = this.#changes.get(keys.version(id));
    if (changed === null) return undefined;
    return (changed as VersionRecord | undefined) ?? this.#store.version(id);
  }

  /** Updates the use counts of blobs and the size of the domain for a changed version. */
  #updateBlobUse(
    id: VersionId,
    old: VersionRecord | undefined,
    updated: VersionRecord | undefined,
  ): this {
    for (const asset of old?.assets ?? []) this.#countBlobUse(id.domain, asset, -1);
    for (const asset of updated?.assets ?? []) this.#countBlobUse(id.domain, asset, 1);
    return this;
  }

  #countBlobUse(domain: string, { sha256, size }: AssetRecord, change: 1 | -1): void {
    const key = keys.blobCount(sha256, domain);
    const before = this.#currentNumber(key);
    const after = before + change;
    this.#set(key, after === 0 ? null : after);
    if (after === 0) this.#released.add(sha256);
    if (before === 0 || after === 0) this.#addDomainBytes(domain, change * size);
  }

  #addDomainBytes(domain: string, bytes: number): void {
    const key = keys.domainSize(domain);
    this.#set(key, this.#currentNumber(key) + bytes);
  }

  #currentNumber(key: string): number {
    const value = this.#changes.has(key) ? this.#changes.get(key) : this.#store.keyValues.get(key);
    return typeof value === 'number' ? value : 0;
  }

  #set(key: string, value: unknown): this {
    this.#changes.set(key, value);
    return this;
  }
}
