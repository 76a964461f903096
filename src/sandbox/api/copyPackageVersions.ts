import { validationError } from '../serviceError';
import { resolveSearchOrder } from '../maven/resolveSearchOrder';
import type { Service } from '../service';
import type { PackageId, VersionRecord } from '../store/records';
import { putVersionWithPackage } from '../store/versionRecords';
import { versionError, runBatch, type BatchRequest } from './batch';
import { booleanField, optionalField, stringField, stringListField } from './field';
import { domainFields, packageFields, textRules } from './fields';
import { defineOperation } from './operation';
import { requirePackageId, packagePermission, repositoryPermission } from './resources';
import { revisionsField } from './versionChanges';

/** Copies versions of a package from one repository of a domain to another. */
export const copyPackageVersions = defineOperation({
  name: 'CopyPackageVersions',
  method: 'POST',
  path: '/v1/package/versions/copy',
  fields: {
    ...domainFields,
    format: packageFields.format,
    namespace: packageFields.namespace,
    package: packageFields.package,
    sourceRepository: stringField('query', 'source-repository', textRules.repository),
    destinationRepository: stringField('query', 'destination-repository', textRules.repository),
    versions: optionalField(stringListField('versions', textRules.name, 100)),
    versionRevisions: optionalField(revisionsField),
    allowOverwrite: optionalField(booleanField('body', 'allowOverwrite')),
    includeFromUpstream: optionalField(booleanField('body', 'includeFromUpstream')),
  },
  permissions: (input, service) => [
    ...repositoryPermission('ReadFromRepository')(
      { ...input, repository: input.sourceRepository },
      service,
    ),
    // The service authorization reference lists both resource types as required.
    ...[packagePermission, repositoryPermission].flatMap(createPermission =>
      createPermission('CopyPackageVersions')(
        { ...input, repository: input.destinationRepository },
        service,
      ),
    ),
  ],
  handle(service, input) {
    const { sourceRepository, destinationRepository, versions, versionRevisions } = input;
    if ((versions === undefined) === (versionRevisions === undefined))
      throw validationError('Either versions or versionRevisions must be given, and not both');
    if (sourceRepository === destinationRepository)
      throw validationError('The source and the destination repository must be different');
    const source = requirePackageId(service, { ...input, repository: sourceRepository });
    const target = requirePackageId(service, { ...input, repository: destinationRepository });
    return runBatch(service, source, {
      versions: versions ?? Object.keys(versionRevisions ?? {}),
      versionRevisions,
      findVersion: version =>
        findSourceVersion(service, source, version, input.includeFromUpstream === true),
      skippedMessage: version => `Version ${version} was skipped`,
      applyChange: createCopyChange(service, target, input.allowOverwrite === true),
    });
  },
});

/** The version in the source repository or, if `includeUpstreams` is set, in one of its upstreams. */
function findSourceVersion(
  service: Service,
  source: PackageId,
  version: string,
  includeUpstreams: boolean,
): VersionRecord | undefined {
  const searched = includeUpstreams
    ? resolveSearchOrder(service, source).map(({ id }) => ({ ...source, ...id }))
    : [source];
  for (const packageId of searched) {
    const record = service.store.version({ ...packageId, version });
    if (record) return record;
  }
  return undefined;
}

function createCopyChange(
  service: Service,
  target: PackageId,
  allowOverwrite: boolean,
): BatchRequest['applyChange'] {
  return (transaction, version, record) => {
    const id = { ...target, version };
    const existing = service.store.version(id);
    if (record.status === 'Disposed' || record.status === 'Unfinished')
      return versionError('NOT_ALLOWED', `Version ${version} is ${record.status}`);
    // Equal versions are left out of the result, so the call can be repeated.
    if (existing?.revision === record.revision) return 'unchanged';
    if (existing && !allowOverwrite)
      return versionError('ALREADY_EXISTS', `Version ${version} already exists`);
    const originKind = record.origin.type === 'INTERNAL' ? 'published' : 'ingested';
    putVersionWithPackage(service.store, transaction, id, record, originKind);
    return { revision: record.revision, status: record.status };
  };
}
