import * as vscode from 'vscode';
import type { CodeArtifact, VersionSummary } from '../../core/codeArtifact';
import type { Package, PackageVersion } from '../../core/coordinates';
import { isFailure } from '../../core/failure';

const maxPages = 20;

/** The versions of a package that cannot be published (again), by name. */
export interface ExistingVersions {
  /** As the service sorts them: the last published first. */
  readonly newest: string | undefined;
  readonly byName: ReadonlyMap<string, VersionSummary>;
}

/**
 * The versions that a package has. A package that does not exist yet has none; where listing is not
 * allowed none are known, and publishing itself will tell.
 */
export async function listExistingVersions(
  api: Pick<CodeArtifact, 'versions'>,
  of: Package,
  signal: AbortSignal,
): Promise<ExistingVersions> {
  const byName = new Map<string, VersionSummary>();
  let next: string | undefined;
  try {
    for (let pages = 0; pages < maxPages; pages++) {
      const page = await api.versions(of, next, signal);
      for (const it of page.items) if (it.status !== 'Deleted') byName.set(it.version, it);
      next = page.next;
      if (next === undefined) break;
    }
  } catch (error) {
    if (!isFailure(error) || !['not-found', 'access-denied'].includes(error.code)) throw error;
  }
  return { newest: byName.keys().next().value, byName };
}

/** The versions that are not proposed. One that is unfinished is, where it can be gone on with. */
export function listUnavailableVersions(
  { byName }: ExistingVersions,
  resumable: boolean,
): ReadonlySet<string> {
  const unavailable = [...byName].filter(([, it]) => !(resumable && it.status === 'Unfinished'));
  return new Set(unavailable.map(([version]) => version));
}

/** Why `version` cannot be chosen; undefined when it can. */
export function describeVersionConflict(
  { byName }: ExistingVersions,
  version: string,
  resumable: boolean,
): string | undefined {
  const status = byName.get(version)?.status;
  if (status === undefined || (status === 'Unfinished' && resumable)) return undefined;
  return status === 'Unfinished'
    ? vscode.l10n.t('{0} is there, unfinished. Choose another version.', version)
    : vscode.l10n.t(
        '{0} is already published, and versions are immutable: choose another.',
        version,
      );
}

/** The version alone, as it is now; undefined when it is not there, or may not be looked at. */
export async function readExistingVersion(
  api: Pick<CodeArtifact, 'version'>,
  version: PackageVersion,
  signal: AbortSignal,
): Promise<ExistingVersions | undefined> {
  try {
    const details = await api.version(version, signal);
    if (details.status === 'Deleted') return undefined;
    return { newest: undefined, byName: new Map([[version.version, details]]) };
  } catch (error) {
    if (isFailure(error) && ['not-found', 'access-denied'].includes(error.code)) return undefined;
    throw error;
  }
}
