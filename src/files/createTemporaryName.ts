import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { sha256 } from '../shared/sha256';

/** What a temporary thing is: a packed archive, a file that comes in, a tree that is unpacked. */
export type TemporaryKind = 'tar.gz' | 'part' | 'unpack';

/** This computer, or container, among those that see the same folder. */
function hostId(): string {
  return sha256(hostname()).slice(0, 8);
}

/** A new name that tells whose it is, should its process be killed. */
export function createTemporaryName(kind: TemporaryKind): string {
  const random = randomBytes(8).toString('hex');
  return `.codeartifact-${hostId()}-${process.pid}-${random}.${kind}`;
}

/** Whose a temporary name is; undefined for names that are not ours. */
export function parseTemporaryName(
  name: string,
): { readonly pid: number; readonly here: boolean } | undefined {
  const pattern = /^\.codeartifact-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}\.(?:tar\.gz|part|unpack)$/;
  const [, host, pid] = pattern.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), here: host === hostId() };
}
