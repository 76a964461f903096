import type { VersionStatus } from '../../core/codeArtifact';
import type { Service } from '../service';
import type { PackageId, VersionRecord } from '../store/records';
import type { Draft } from '../store/store';

/** Why a version of a batch was left as it is. */
interface Refusal {
  readonly errorCode:
    | 'ALREADY_EXISTS'
    | 'MISMATCHED_REVISION'
    | 'MISMATCHED_STATUS'
    | 'NOT_ALLOWED'
    | 'NOT_FOUND'
    | 'SKIPPED';
  readonly errorMessage: string;
}

/** The answer of a call that changes many versions: 200, whatever happened to each. */
interface BatchAnswer {
  readonly successfulVersions: Readonly<Record<string, { revision: string; status: string }>>;
  readonly failedVersions: Readonly<Record<string, Refusal>>;
}

/** What a batch is to do. */
export interface Batch {
  readonly versions: readonly string[];
  readonly versionRevisions?: Readonly<Record<string, string>> | undefined;
  readonly expectedStatus?: VersionStatus | undefined;
  /** Where a version is found; in the package itself when missing. */
  readonly find?: (version: string) => VersionRecord | undefined;
  /** The message for a version that others kept from being changed. */
  readonly skipped?: (version: string) => string;
  /** Adds the change of one version to `draft`, or says why not. */
  change(
    draft: Draft,
    version: string,
    record: VersionRecord,
  ): { readonly revision: string; readonly status: string } | Refusal | 'unchanged';
}

/**
 * Changes versions all together or, when one cannot be changed, none: the others are then SKIPPED
 * (user guide, "Errors with individual package versions").
 */
export function runBatch(service: Service, id: PackageId, batch: Batch): BatchAnswer {
  const draft = service.store.draft();
  const changed: Record<string, { revision: string; status: string }> = {};
  const failed: Record<string, Refusal> = {};
  const versions = [...new Set(batch.versions)];
  for (const version of versions) {
    const record = batch.find ? batch.find(version) : service.store.version({ ...id, version });
    const outcome = record
      ? (mismatch(batch, version, record) ?? batch.change(draft, version, record))
      : refusal('NOT_FOUND', `Could not find version ${version}`);
    if (outcome === 'unchanged') continue;
    if ('errorCode' in outcome) failed[version] = outcome;
    else changed[version] = outcome;
  }
  if (Object.keys(failed).length === 0) {
    draft.commit();
    return { successfulVersions: changed, failedVersions: {} };
  }
  for (const version of Object.keys(changed))
    failed[version] = refusal(
      'SKIPPED',
      batch.skipped?.(version) ?? `version ${version} is skipped`,
    );
  return { successfulVersions: {}, failedVersions: failed };
}

/** A refusal of one version. */
export function refusal(errorCode: Refusal['errorCode'], errorMessage: string): Refusal {
  return { errorCode, errorMessage };
}

function mismatch(batch: Batch, version: string, record: VersionRecord): Refusal | undefined {
  const { versionRevisions: revisions = {}, expectedStatus: status } = batch;
  const revision = Object.hasOwn(revisions, version) ? revisions[version] : undefined;
  if (revision !== undefined && revision !== record.revision)
    return refusal(
      'MISMATCHED_REVISION',
      `current revision: ${record.revision}, expected revision: ${revision}`,
    );
  if (status !== undefined && status !== record.status)
    return refusal(
      'MISMATCHED_STATUS',
      `current status: ${record.status}, expected status: ${status}`,
    );
  return undefined;
}
