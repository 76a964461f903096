import type { KeyValue } from './keyValue';
import { keys, lastPart } from './keys';
import type { Blobs } from './blobs';
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

/** What a name in a list stands for. */
export interface Named<T> {
  readonly name: string;
  readonly record: T;
}

/** The sandbox's state in the terms of the service. Reads are cheap; changes go through a `Draft`. */
export class Store {
  readonly data: KeyValue;
  readonly blobs: Blobs;

  constructor(data: KeyValue, blobs: Blobs) {
    this.data = data;
    this.blobs = blobs;
  }

  domain(name: string): DomainRecord | undefined {
    return this.data.get(keys.domain(name)) as DomainRecord | undefined;
  }

  repository(id: RepositoryId): RepositoryRecord | undefined {
    return this.data.get(keys.repository(id)) as RepositoryRecord | undefined;
  }

  package(id: PackageId): PackageRecord | undefined {
    return this.data.get(keys.package(id)) as PackageRecord | undefined;
  }

  version(id: VersionId): VersionRecord | undefined {
    return this.data.get(keys.version(id)) as VersionRecord | undefined;
  }

  *repositories(domain: string): Generator<Named<RepositoryRecord>> {
    for (const [key, value] of this.data.scan(keys.repositories(domain)))
      yield { name: lastPart(key), record: value as RepositoryRecord };
  }

  *versions(id: PackageId): Generator<Named<VersionRecord>> {
    for (const [key, value] of this.data.scan(keys.versions(id)))
      yield { name: lastPart(key), record: value as VersionRecord };
  }

  /** Bytes of the domain's assets, each counted once. */
  domainBytes(domain: string): number {
    return (this.data.get(keys.domainSize(domain)) as number | undefined) ?? 0;
  }

  /** Whether anything starts with `prefix`. */
  any(prefix: string): boolean {
    return this.data.scan(prefix).next().done !== true;
  }

  /** Collects changes that are made together or not at all. */
  draft(): Draft {
    return new Draft(this);
  }
}

/** Changes that become real, together, at `commit`. Must be made and committed without awaiting. */
export class Draft {
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
    for (const [key] of this.#store.data.scan(keys.packages(id))) this.#set(key, null);
    for (const [key, value] of this.#store.data.scan(keys.versionsOfRepository(id))) {
      const [, , , format, namespace, name, version] = key.split('#');
      const owner = { ...id, format, namespace, package: name, version } as VersionId;
      this.#assets(owner, value as VersionRecord, undefined).#set(key, null);
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
    return this.#assets(id, this.#version(id), record).#set(keys.version(id), record);
  }

  deleteVersion(id: VersionId): this {
    return this.#assets(id, this.#version(id), undefined).#set(keys.version(id), null);
  }

  /** Any other record; `null` deletes it. */
  put(key: string, value: unknown): this {
    return this.#set(key, value);
  }

  /** Makes the changes real, then removes blobs that nothing uses any more. */
  commit(): void {
    const { data, blobs } = this.#store;
    data.commit([...this.#changes] satisfies Entry[]);
    for (const sha256 of this.#released)
      if (!this.#store.any(keys.blobCounts(sha256))) blobs.remove(sha256);
  }

  #version(id: VersionId): VersionRecord | undefined {
    const changed = this.#changes.get(keys.version(id));
    if (changed === null) return undefined;
    return (changed as VersionRecord | undefined) ?? this.#store.version(id);
  }

  /** Keeps the counts of blobs' uses and the domain's size in step with a version's assets. */
  #assets(id: VersionId, old: VersionRecord | undefined, now: VersionRecord | undefined): this {
    for (const asset of old?.assets ?? []) this.#use(id.domain, asset, -1);
    for (const asset of now?.assets ?? []) this.#use(id.domain, asset, 1);
    return this;
  }

  #use(domain: string, { sha256, size }: AssetRecord, change: 1 | -1): void {
    const key = keys.blobCount(sha256, domain);
    const before = this.#number(key);
    const after = before + change;
    this.#set(key, after === 0 ? null : after);
    if (after === 0) this.#released.add(sha256);
    if (before === 0 || after === 0) this.#grow(domain, change * size);
  }

  #grow(domain: string, bytes: number): void {
    const key = keys.domainSize(domain);
    this.#set(key, this.#number(key) + bytes);
  }

  #number(key: string): number {
    const value = this.#changes.has(key) ? this.#changes.get(key) : this.#store.data.get(key);
    return typeof value === 'number' ? value : 0;
  }

  #set(key: string, value: unknown): this {
    this.#changes.set(key, value);
    return this;
  }
}
