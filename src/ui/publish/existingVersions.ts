import * as vscode from 'vscode';
import type { CodeArtifact, VersionSummary } from '../../core/codeArtifact';
import type { Package, PackageVersion } from '../../core/coordinates';
import { isFailure } from '../../core/failure';

const maxPages = 20;

/** The existing versions of a package. */
export interface ExistingVersions {
  /** The version that was published last. */
  readonly newest: string | undefined;
  readonly byName: ReadonlyMap<string, VersionSummary>;
}

/**
 * Lists the versions of a package. The list is empty if the package does not exist or the caller
 * may not list its versions.
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

/**
 * The versions that are not suggested. If publishing can be resumed, unfinished versions are
 * suggested.
 */
export function listUnavailableVersions(
  { byName }: ExistingVersions,
  resumable: boolean,
): ReadonlySet<string> {
  const unavailable = [...byName].filter(([, it]) => !(resumable && it.status === 'Unfinished'));
  return new Set(unavailable.map(([version]) => version));
}

/** Describes why `version` cannot be chosen. Returns undefined if it can. */
export function describeVersionConflict(
  { byName }: ExistingVersions,
  version: string,
  resumable: boolean,
): string | undefined {
  const status = byName.get(version)?.status;
  if (status === undefined || (status === 'Unfinished' && resumable)) return undefined;
  return status === 'Unfinished'
    ? vscode.l10n.t('{0} exists and is unfinished. Choose another version.', version)
    : vscode.l10n.t(
        '{0} is already published and cannot be changed. Choose another version.',
        version,
      );
}

/** Loads the version. Resolves to undefined if it does not exist or the caller may not read it. */
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
