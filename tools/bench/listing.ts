import { createHash } from 'node:crypto';

/** Packages of a listing, counted and hashed in their order. */
export interface PackageListing {
  readonly count: number;
  readonly hash: string;
}

/** What two listings must agree on. */
export function summarizeListing(
  packages: readonly { readonly namespace?: string; readonly package: string }[],
): PackageListing {
  const hash = createHash('sha256');
  for (const it of packages) hash.update(`${it.namespace ?? ''}:${it.package}\n`);
  return { count: packages.length, hash: hash.digest('hex') };
}
