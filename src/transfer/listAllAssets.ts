import type { Asset } from '../core/asset';
import type { CodeArtifact } from '../core/codeArtifact';
import type { VersionStatus } from '../core/coordinates';
import type { PackageVersion } from '../core/coordinates';
import { isFailure } from '../core/failure';

/** Lists all assets of a version, page by page. */
export async function listAllAssets(
  api: Pick<CodeArtifact, 'assets'>,
  version: PackageVersion,
  signal: AbortSignal,
): Promise<readonly Asset[]> {
  const found: Asset[] = [];
  let next: string | undefined;
  do {
    const page = await api.assets(version, next, signal);
    found.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return found;
}

/** The status and assets of a version; undefined when it does not exist or was deleted. */
export async function findExistingVersion(
  api: Pick<CodeArtifact, 'version' | 'assets'>,
  version: PackageVersion,
  signal: AbortSignal,
): Promise<{ readonly status: VersionStatus; readonly assets: readonly Asset[] } | undefined> {
  try {
    const { status } = await api.version(version, signal);
    if (status === 'Deleted') return undefined;
    return { status, assets: await listAllAssets(api, version, signal) };
  } catch (error) {
    if (isFailure(error) && error.code === 'not-found') return undefined;
    throw error;
  }
}
