import type { VersionStatus } from '../../core/coordinates';
import type { Service } from '../service';
import type { PackageId, VersionRecord } from '../store/records';
import type { Transaction } from '../store/store';

/** Why a version was not changed. */
interface VersionError {
  readonly errorCode:
    | 'ALREADY_EXISTS'
    | 'MISMATCHED_REVISION'
    | 'MISMATCHED_STATUS'
    | 'NOT_ALLOWED'
    | 'NOT_FOUND'
    | 'SKIPPED';
  readonly errorMessage: string;
}

/** The result of an operation that changes several versions; its status is 200 in any case. */
interface BatchResult {
  readonly successfulVersions: Readonly<Record<string, { revision: string; status: string }>>;
  readonly failedVersions: Readonly<Record<string, VersionError>>;
}

/** A change of several versions of a package. */
export interface BatchRequest {
  readonly versions: readonly string[];
  readonly versionRevisions?: Readonly<Record<string, string>> | undefined;
  readonly expectedStatus?: VersionStatus | undefined;
  /** Finds the record of a version; looks it up in the package when missing. */
  readonly findVersion?: (version: string) => VersionRecord | undefined;
  /** The message for a version that is skipped because another one failed. */
  readonly skippedMessage?: (version: string) => string;
  /** Adds the change of one version to `transaction`, or returns why it is not possible. */
  applyChange(
    transaction: Transaction,
    version: string,
    record: VersionRecord,
  ): { readonly revision: string; readonly status: string } | VersionError | 'unchanged';
}

/**
 * Changes all versions or, when one of them cannot be changed, none: the others then fail with
 * SKIPPED (user guide, "Errors with individual package versions").
 */
export function runBatch(service: Service, id: PackageId, batch: BatchRequest): BatchResult {
  const transaction = service.store.beginTransaction();
  const changed: Record<string, { revision: string; status: string }> = {};
  const failed: Record<string, VersionError> = {};
  const versions = [...new Set(batch.versions)];
  for (const version of versions) {
    const record = batch.findVersion
      ? batch.findVersion(version)
      : service.store.version({ ...id, version });
    const outcome = record
      ? (findMismatch(batch, version, record) ?? batch.applyChange(transaction, version, record))
      : versionError('NOT_FOUND', `Could not find version ${version}`);
    if (outcome === 'unchanged') continue;
    if ('errorCode' in outcome) failed[version] = outcome;
    else changed[version] = outcome;
  }
  if (Object.keys(failed).length === 0) {
    transaction.commit();
    return { successfulVersions: changed, failedVersions: {} };
  }
  for (const version of Object.keys(changed))
    failed[version] = versionError(
      'SKIPPED',
      batch.skippedMessage?.(version) ?? `version ${version} is skipped`,
    );
  return { successfulVersions: {}, failedVersions: failed };
}

/** The error for one version. */
export function versionError(
  errorCode: VersionError['errorCode'],
  errorMessage: string,
): VersionError {
  return { errorCode, errorMessage };
}

function findMismatch(
  batch: BatchRequest,
  version: string,
  record: VersionRecord,
): VersionError | undefined {
  const { versionRevisions: revisions = {}, expectedStatus: status } = batch;
  const revision = Object.hasOwn(revisions, version) ? revisions[version] : undefined;
  if (revision !== undefined && revision !== record.revision)
    return versionError(
      'MISMATCHED_REVISION',
      `current revision: ${record.revision}, expected revision: ${revision}`,
    );
  if (status !== undefined && status !== record.status)
    return versionError(
      'MISMATCHED_STATUS',
      `current status: ${record.status}, expected status: ${status}`,
    );
  return undefined;
}
