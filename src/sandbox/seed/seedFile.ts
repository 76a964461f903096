import { readFileSync } from 'node:fs';
import { formats, patterns, type Format } from '../../core/coordinates';
import type { VersionStatus } from '../../core/codeArtifact';
import { statuses } from '../api/fields';

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
  each(seed, 'domains', file, (domain, at) => {
    name(domain.name, patterns.domain, at);
    each(domain, 'repositories', at, (repository, place) => {
      name(repository.name, patterns.repository, place);
      each(repository, 'packages', place, checkPackage);
    });
  });
  return seed;
}

function checkPackage(it: SeedPackage, at: string): void {
  name(it.name, patterns.name, at);
  if (it.namespace !== undefined) name(it.namespace, patterns.name, at);
  if (!formats.includes(it.format))
    throw new SeedError(`${at}: format must be one of ${formats.join(', ')}`);
  each(it, 'versions', at, (given, place) => {
    const version = typeof given === 'string' ? { version: given } : given;
    name(version.version, patterns.name, place);
    if (version.status !== undefined && !statuses.includes(version.status))
      throw new SeedError(`${place}: status must be one of ${statuses.join(', ')}`);
    if (version.published !== undefined && Number.isNaN(Date.parse(version.published)))
      throw new SeedError(`${place}: published is not a time`);
  });
}

function each<K extends string, T>(
  parent: { readonly [key in K]?: readonly T[] },
  key: K,
  at: string,
  check: (it: T, at: string) => void,
): void {
  const list: unknown = (parent as Readonly<Record<string, unknown>> | null)?.[key] ?? [];
  if (!Array.isArray(list)) throw new SeedError(`${at}: ${key} must be a list`);
  for (const [index, it] of (list as T[]).entries()) check(it, `${at}: ${key}[${index}]`);
}

function name(value: unknown, pattern: RegExp, at: string): void {
  if (typeof value !== 'string' || !pattern.test(value))
    throw new SeedError(`${at}: '${String(value)}' does not fit ${pattern.source}`);
}
