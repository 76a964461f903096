import { readFileSync } from 'node:fs';
import { packageFormats, patterns, type Format } from '../../core/coordinates';
import type { VersionStatus } from '../../core/coordinates';
import { packageVersionStatuses } from '../api/fields';

/** A version in a seed. */
export interface SeedVersion {
  readonly version: string;
  readonly status?: VersionStatus;
  /** The publishing time in ISO 8601; the time of seeding when missing. */
  readonly published?: string;
  /** The text of each asset by its name; one small generated asset when missing. */
  readonly assets?: Readonly<Record<string, string>>;
}

/** A package in a seed. `repeat` creates several; `{n}` in the names is replaced by 1, 2 and so on. */
export interface SeedPackage {
  readonly format: Format;
  readonly namespace?: string;
  readonly name: string;
  readonly versions: readonly (string | SeedVersion)[];
  readonly repeat?: number;
}

/** A repository in a seed. Its upstreams must come before it. */
export interface SeedRepository {
  readonly name: string;
  readonly description?: string;
  readonly upstreams?: readonly string[];
  readonly externalConnections?: readonly string[];
  readonly packages?: readonly SeedPackage[];
}

/** A domain in a seed. */
export interface SeedDomain {
  readonly name: string;
  readonly repositories?: readonly SeedRepository[];
}

/** The content of a seed file. */
export interface SeedFile {
  readonly domains: readonly SeedDomain[];
}

/** A seed is not valid. The message names the place in it. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

/** Reads and checks a seed file. Throws `SeedError`. */
export function readSeedFile(file: string): SeedFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SeedError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const seed = value as SeedFile;
  forEachItem(seed, 'domains', file, (domain, location) => {
    checkName(domain.name, patterns.domain, location);
    forEachItem(domain, 'repositories', location, (repository, itemLocation) => {
      checkName(repository.name, patterns.repository, itemLocation);
      forEachItem(repository, 'packages', itemLocation, checkPackage);
    });
  });
  return seed;
}

function checkPackage(seedPackage: SeedPackage, location: string): void {
  checkName(seedPackage.name, patterns.name, location);
  if (seedPackage.namespace !== undefined)
    checkName(seedPackage.namespace, patterns.name, location);
  if (!packageFormats.includes(seedPackage.format))
    throw new SeedError(`${location}: format must be one of ${packageFormats.join(', ')}`);
  forEachItem(seedPackage, 'versions', location, (item, itemLocation) => {
    const version = typeof item === 'string' ? { version: item } : item;
    checkName(version.version, patterns.name, itemLocation);
    if (version.status !== undefined && !packageVersionStatuses.includes(version.status))
      throw new SeedError(
        `${itemLocation}: status must be one of ${packageVersionStatuses.join(', ')}`,
      );
    if (version.published !== undefined && Number.isNaN(Date.parse(version.published)))
      throw new SeedError(`${itemLocation}: published must be a time in ISO 8601`);
  });
}

function forEachItem<K extends string, T>(
  parent: { readonly [key in K]?: readonly T[] },
  key: K,
  location: string,
  check: (it: T, location: string) => void,
): void {
  const list: unknown = (parent as Readonly<Record<string, unknown>> | null)?.[key] ?? [];
  if (!Array.isArray(list)) throw new SeedError(`${location}: ${key} must be a list`);
  for (const [index, it] of (list as T[]).entries()) check(it, `${location}: ${key}[${index}]`);
}

function checkName(value: unknown, pattern: RegExp, location: string): void {
  if (typeof value !== 'string' || !pattern.test(value))
    throw new SeedError(`${location}: '${String(value)}' does not match ${pattern.source}`);
}
