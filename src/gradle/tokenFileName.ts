import type { Domain } from '../core/coordinates';

const prefix = 'codeartifact.';
const suffix = '.token';

/**
 * The name of the file from which the init script reads the token of `domain`. The script computes
 * the same name from the URL of a repository: `DOMAIN-OWNER` and the region, or the encoded origin
 * for an endpoint outside AWS, so that a token never goes to another endpoint.
 */
export function tokenFileName({ realm, region, owner, domain }: Domain): string {
  const endpoint = realm === 'aws' ? region : encodeURIComponent(realm);
  return `${prefix}${domain}-${owner}.${endpoint}${suffix}`;
}

/** Whether `name` is the name of a token file of the init script. */
export function isTokenFileName(name: string): boolean {
  return name.startsWith(prefix) && name.endsWith(suffix);
}
