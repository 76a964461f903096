import { invalid } from '../errors';
import { epochSeconds, type Service } from '../service';
import type { PackageId } from '../store/records';
import { refusal, runBatch } from './batch';
import { checkText, choice, optional, structure } from './field';
import { batchFields, rules, statuses } from './fields';
import { operation } from './operation';
import { needPackageId, onPackage, packageNotFound } from './resources';

/** Versions and the revision that each must have. */
export const revisionsField = structure('versionRevisions', (value, complain) => {
  const found: Record<string, string> = {};
  for (const [version, revision] of Object.entries(value))
    found[checkText(version, rules.name, complain)] = checkText(revision, rules.revision, complain);
  return found;
});

const versionRevisions = optional(revisionsField);

export const updatePackageVersionsStatus = operation({
  name: 'UpdatePackageVersionsStatus',
  method: 'POST',
  path: '/v1/package/versions/update_status',
  fields: {
    ...batchFields,
    versionRevisions,
    targetStatus: choice('body', 'targetStatus', statuses),
  },
  permissions: onPackage('UpdatePackageVersionsStatus'),
  handle(service, input) {
    const id = existing(service, needPackageId(service, input));
    const { targetStatus } = input;
    if (!['Archived', 'Published', 'Unlisted'].includes(targetStatus))
      throw invalid(`targetStatus must be Archived, Published or Unlisted: ${targetStatus}`);
    checkRevisions(input.versions, input.versionRevisions);
    return runBatch(service, id, {
      ...input,
      change(draft, version, record) {
        if (record.status === 'Disposed')
          return refusal(
            'NOT_ALLOWED',
            `version ${version} is Disposed and cannot change its status`,
          );
        draft.putVersion(
          { ...id, version },
          { ...record, status: targetStatus, published: record.published ?? epochSeconds(service) },
        );
        return { revision: record.revision, status: targetStatus };
      },
    });
  },
});

export const disposePackageVersions = operation({
  name: 'DisposePackageVersions',
  method: 'POST',
  path: '/v1/package/versions/dispose',
  fields: { ...batchFields, versionRevisions },
  permissions: onPackage('DisposePackageVersions'),
  handle(service, input) {
    const id = existing(service, needPackageId(service, input));
    checkRevisions(input.versions, input.versionRevisions);
    return runBatch(service, id, {
      ...input,
      change(draft, version, record) {
        draft.putVersion({ ...id, version }, { ...record, status: 'Disposed', assets: [] });
        return { revision: record.revision, status: 'Disposed' };
      },
    });
  },
});

export const deletePackageVersions = operation({
  name: 'DeletePackageVersions',
  method: 'POST',
  path: '/v1/package/versions/delete',
  fields: batchFields,
  permissions: onPackage('DeletePackageVersions'),
  handle(service, input) {
    const id = existing(service, needPackageId(service, input));
    return runBatch(service, id, {
      ...input,
      change(draft, version, record) {
        draft.deleteVersion({ ...id, version });
        return { revision: record.revision, status: 'Deleted' };
      },
    });
  },
});

function existing(service: Service, id: PackageId): PackageId {
  if (!service.store.package(id)) throw packageNotFound(id);
  return id;
}

function checkRevisions(
  versions: readonly string[],
  revisions: Readonly<Record<string, string>> | undefined,
): void {
  if (revisions === undefined) return;
  const named = Object.keys(revisions);
  if (named.length !== new Set(versions).size || !named.every(it => versions.includes(it)))
    throw invalid('versionRevisions must name the same versions as versions does');
}
