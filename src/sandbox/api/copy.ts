import { invalid } from '../errors';
import { chain } from '../maven/chain';
import type { Service } from '../service';
import type { PackageId, VersionRecord } from '../store/records';
import { putVersion } from '../store/versions';
import { refusal, runBatch, type Batch } from './batch';
import { flag, optional, text, texts } from './field';
import { domainFields, packageFields, rules } from './fields';
import { operation } from './operation';
import { needPackageId, onPackage, onRepository } from './resources';
import { revisionsField } from './versionChanges';

export const copyPackageVersions = operation({
  name: 'CopyPackageVersions',
  method: 'POST',
  path: '/v1/package/versions/copy',
  fields: {
    ...domainFields,
    format: packageFields.format,
    namespace: packageFields.namespace,
    package: packageFields.package,
    sourceRepository: text('query', 'source-repository', rules.repository),
    destinationRepository: text('query', 'destination-repository', rules.repository),
    versions: optional(texts('versions', rules.name, 100)),
    versionRevisions: optional(revisionsField),
    allowOverwrite: optional(flag('body', 'allowOverwrite')),
    includeFromUpstream: optional(flag('body', 'includeFromUpstream')),
  },
  permissions: (input, service) => [
    ...onRepository('ReadFromRepository')(
      { ...input, repository: input.sourceRepository },
      service,
    ),
    // Both are required, says the service authorization reference.
    ...[onPackage, onRepository].flatMap(on =>
      on('CopyPackageVersions')({ ...input, repository: input.destinationRepository }, service),
    ),
  ],
  handle(service, input) {
    const { sourceRepository, destinationRepository, versions, versionRevisions } = input;
    if ((versions === undefined) === (versionRevisions === undefined))
      throw invalid('Either versions or versionRevisions must be given, and not both');
    if (sourceRepository === destinationRepository)
      throw invalid('The source and the destination repository must be different');
    const source = needPackageId(service, { ...input, repository: sourceRepository });
    const target = needPackageId(service, { ...input, repository: destinationRepository });
    return runBatch(service, source, {
      versions: versions ?? Object.keys(versionRevisions ?? {}),
      versionRevisions,
      find: version => find(service, source, version, input.includeFromUpstream === true),
      skipped: version => `Version ${version} was skipped`,
      change: copyTo(service, target, input.allowOverwrite === true),
    });
  },
});

/** A version in the source or, when asked, in the repositories upstream of it. */
function find(
  service: Service,
  source: PackageId,
  version: string,
  upstream: boolean,
): VersionRecord | undefined {
  const places = upstream
    ? chain(service, source).map(({ id }) => ({ ...source, ...id }))
    : [source];
  for (const place of places) {
    const record = service.store.version({ ...place, version });
    if (record) return record;
  }
  return undefined;
}

function copyTo(service: Service, target: PackageId, allowOverwrite: boolean): Batch['change'] {
  return (draft, version, record) => {
    const id = { ...target, version };
    const there = service.store.version(id);
    if (record.status === 'Disposed' || record.status === 'Unfinished')
      return refusal('NOT_ALLOWED', `Version ${version} is ${record.status}`);
    // Equal versions are not listed in the answer, which makes the call idempotent.
    if (there?.revision === record.revision) return 'unchanged';
    if (there && !allowOverwrite)
      return refusal('ALREADY_EXISTS', `Version ${version} already exists`);
    const arrival = record.origin.type === 'INTERNAL' ? 'published' : 'ingested';
    putVersion(service.store, draft, id, record, arrival);
    return { revision: record.revision, status: record.status };
  };
}
