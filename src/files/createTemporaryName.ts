import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { sha256 } from '../shared/sha256';

/** What a temporary name is for: a packed archive, a download, or the folder of an unpacked tree. */
export type TemporaryKind = 'tar.gz' | 'part' | 'unpack';

/** Tells this computer or container from others that share the same folder. */
function hostId(): string {
  return sha256(hostname()).slice(0, 8);
}

/** A new name that contains its process, so that it can be deleted after that process was killed. */
export function createTemporaryName(kind: TemporaryKind): string {
  const random = randomBytes(8).toString('hex');
  return `.codeartifact-${hostId()}-${process.pid}-${random}.${kind}`;
}

/** The process that made a temporary name; undefined for names that this extension does not make. */
export function parseTemporaryName(
  name: string,
): { readonly pid: number; readonly here: boolean } | undefined {
  const pattern = /^\.codeartifact-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{16}\.(?:tar\.gz|part|unpack)$/;
  const [, host, pid] = pattern.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), here: host === hostId() };
}
