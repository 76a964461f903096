import { createHash } from 'node:crypto';
import type { Codeartifact } from '@aws-sdk/client-codeartifact';

/** The generic package `ns/pkg` in the repository `webapp` of the domain `demo`. */
export const genericPackage = {
  domain: 'demo',
  repository: 'webapp',
  format: 'generic',
  namespace: 'ns',
  package: 'pkg',
} as const;

/** Publishes one asset of a version; of `genericPackage` where nothing else is said. */
export function publish(
  api: Codeartifact,
  packageVersion: string,
  more: Partial<
    Record<'domain' | 'repository' | 'namespace' | 'package' | 'assetName' | 'content', string>
  > & { readonly unfinished?: boolean } = {},
) {
  const { content = 'x', ...rest } = more;
  return api.publishPackageVersion({
    ...genericPackage,
    packageVersion,
    assetName: 'a.txt',
    assetContent: Buffer.from(content),
    assetSHA256: createHash('sha256').update(content).digest('hex'),
    ...rest,
  });
}
