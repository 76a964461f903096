import { validationError } from '../serviceError';
import { epochSeconds, type Service } from '../service';
import type { PackageId } from '../store/records';
import { versionError, runBatch } from './batch';
import { checkText, enumField, optionalField, structureField } from './field';
import { batchFields, textRules, packageVersionStatuses } from './fields';
import { defineOperation } from './operation';
import { requirePackageId, packagePermission, packageNotFoundError } from './resources';

/** The revision that each version must have. */
export const revisionsField = structureField('versionRevisions', (value, reportViolation) => {
  const revisions: Record<string, string> = {};
  for (const [version, revision] of Object.entries(value))
    revisions[checkText(version, textRules.name, reportViolation)] = checkText(
      revision,
      textRules.revision,
      reportViolation,
    );
  return revisions;
});

const versionRevisions = optionalField(revisionsField);

/** Sets the status of versions; a disposed version cannot be changed. */
export const updatePackageVersionsStatus = defineOperation({
  name: 'UpdatePackageVersionsStatus',
  method: 'POST',
  path: '/v1/package/versions/update_status',
  fields: {
    ...batchFields,
    versionRevisions,
    targetStatus: enumField('body', 'targetStatus', packageVersionStatuses),
  },
  permissions: packagePermission('UpdatePackageVersionsStatus'),
  handle(service, input) {
    const id = requirePackage(service, requirePackageId(service, input));
    const { targetStatus } = input;
    if (!['Archived', 'Published', 'Unlisted'].includes(targetStatus))
      throw validationError(
        `targetStatus must be Archived, Published or Unlisted: ${targetStatus}`,
      );
    checkRevisions(input.versions, input.versionRevisions);
    return runBatch(service, id, {
      ...input,
      applyChange(transaction, version, record) {
        if (record.status === 'Disposed')
          return versionError(
            'NOT_ALLOWED',
            `version ${version} is Disposed and cannot change its status`,
          );
        transaction.putVersion(
          { ...id, version },
          { ...record, status: targetStatus, published: record.published ?? epochSeconds(service) },
        );
        return { revision: record.revision, status: targetStatus };
      },
    });
  },
});

/** Deletes the assets of versions and keeps their records. */
export const disposePackageVersions = defineOperation({
  name: 'DisposePackageVersions',
  method: 'POST',
  path: '/v1/package/versions/dispose',
  fields: { ...batchFields, versionRevisions },
  permissions: packagePermission('DisposePackageVersions'),
  handle(service, input) {
    const id = requirePackage(service, requirePackageId(service, input));
    checkRevisions(input.versions, input.versionRevisions);
    return runBatch(service, id, {
      ...input,
      applyChange(transaction, version, record) {
        transaction.putVersion({ ...id, version }, { ...record, status: 'Disposed', assets: [] });
        return { revision: record.revision, status: 'Disposed' };
      },
    });
  },
});

/** Deletes versions and their assets. */
export const deletePackageVersions = defineOperation({
  name: 'DeletePackageVersions',
  method: 'POST',
  path: '/v1/package/versions/delete',
  fields: batchFields,
  permissions: packagePermission('DeletePackageVersions'),
  handle(service, input) {
    const id = requirePackage(service, requirePackageId(service, input));
    return runBatch(service, id, {
      ...input,
      applyChange(transaction, version, record) {
        transaction.deleteVersion({ ...id, version });
        return { revision: record.revision, status: 'Deleted' };
      },
    });
  },
});

function requirePackage(service: Service, id: PackageId): PackageId {
  if (!service.store.package(id)) throw packageNotFoundError(id);
  return id;
}

function checkRevisions(
  versions: readonly string[],
  revisions: Readonly<Record<string, string>> | undefined,
): void {
  if (revisions === undefined) return;
  const versionsWithRevision = Object.keys(revisions);
  if (
    versionsWithRevision.length !== new Set(versions).size ||
    !versionsWithRevision.every(it => versions.includes(it))
  )
    throw validationError('versionRevisions must name the same versions as versions does');
}
