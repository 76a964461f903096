import { readFileSync } from 'node:fs';
import { packageFormats, patterns, type Format } from '../../core/coordinates';
import type { VersionStatus } from '../../core/codeArtifact';
import { packageVersionStatuses } from '../api/fields';

/** A version in a seed: its name, or more. Its one asset holds `bytes` bytes of text. */
export interface SeedVersion {
  readonly version: string;
  readonly status?: VersionStatus;
  /** ISO 8601; now when missing. */
  readonly published?: string;
  /** Asset names and their text; a small generated file when missing. */
  readonly assets?: Readonly<Record<string, string>>;
}

/** A package in a seed. `repeat` makes many of it: `{n}` in its names counts from 1. */
export interface SeedPackage {
  readonly format: Format;
  readonly namespace?: string;
  readonly name: string;
  readonly versions: readonly (string | SeedVersion)[];
  readonly repeat?: number;
}

export interface SeedRepository {
  readonly name: string;
  readonly description?: string;
  readonly upstreams?: readonly string[];
  readonly externalConnections?: readonly string[];
  readonly packages?: readonly SeedPackage[];
}

export interface SeedDomain {
  readonly name: string;
  readonly repositories?: readonly SeedRepository[];
}

/** What `--seed FILE.json` holds. Upstreams come before the repositories that name them. */
export interface SeedFile {
  readonly domains: readonly SeedDomain[];
}

/** A seed that cannot be used, with the place in it. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}

/** Reads and checks a seed file. */
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
      throw new SeedError(`${itemLocation}: published is not a time`);
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
    throw new SeedError(`${location}: '${String(value)}' does not fit ${pattern.source}`);
}
