import { validationError } from '../serviceError';
import type { Service } from '../service';
import { keys } from '../store/keys';
import type { PackageRecord, Restrictions } from '../store/records';
import { enumField, optionalField, structureField, stringField } from './field';
import { packageFields, pageFields, repositoryFields, textRules } from './fields';
import { defineOperation } from './operation';
import { takePage } from './pageTokens';
import {
  requirePackageId,
  requireRepository,
  packagePermission,
  repositoryPermission,
  packageNotFoundError,
  toRepositoryId,
} from './resources';

const restrictionValues = ['ALLOW', 'BLOCK'] as const;
const defaultPageSize = 100;

/** Lists the packages of a repository by format, namespace and name. */
export const listPackages = defineOperation({
  name: 'ListPackages',
  method: 'POST',
  path: '/v1/packages',
  fields: {
    ...repositoryFields,
    format: optionalField(packageFields.format),
    namespace: packageFields.namespace,
    packagePrefix: optionalField(stringField('query', 'package-prefix', textRules.name)),
    publish: optionalField(enumField('query', 'publish', restrictionValues)),
    upstream: optionalField(enumField('query', 'upstream', restrictionValues)),
    ...pageFields,
  },
  permissions: repositoryPermission('ListPackages'),
  handle(service, input) {
    requireRepository(service, input);
    const { format, namespace, packagePrefix, publish, upstream } = input;
    if (namespace !== undefined && format === undefined)
      throw validationError('A namespace can be given only together with a format');
    const repository = keys.packages(toRepositoryId(input));
    const list = JSON.stringify([repository, format, namespace, packagePrefix, publish, upstream]);
    const after = service.pageTokens.decode(list, input.nextToken);
    const formatPrefix = format === undefined ? '' : `${format}#${namespace ?? ''}`;
    const { items, last } = takePage(
      scanPackageSummaries(service, repository + formatPrefix, after),
      input.maxResults ?? defaultPageSize,
      ({ package: name, originConfiguration: { restrictions } }) =>
        name.startsWith(packagePrefix ?? '') &&
        (publish === undefined || restrictions.publish === publish) &&
        (upstream === undefined || restrictions.upstream === upstream),
    );
    return {
      packages: items,
      ...(last !== undefined && { nextToken: service.pageTokens.create(list, last) }),
    };
  },
});

function* scanPackageSummaries(service: Service, prefix: string, after: string | undefined) {
  for (const [key, value] of service.store.keyValues.scan(prefix, after)) {
    const [, , , format = '', namespace = '', name = ''] = key.split('#');
    const { restrictions } = value as PackageRecord;
    const summary = {
      format,
      ...(namespace !== '' && { namespace }),
      package: name,
      originConfiguration: { restrictions },
    };
    yield [key, summary] as const;
  }
}

/** Returns a package with its origin controls. */
export const describePackage = defineOperation({
  name: 'DescribePackage',
  method: 'GET',
  path: '/v1/package',
  fields: packageFields,
  permissions: packagePermission('DescribePackage'),
  handle(service, input) {
    const id = requirePackageId(service, input);
    const record = service.store.package(id);
    if (!record) throw packageNotFoundError(id);
    return {
      package: {
        format: id.format,
        ...(id.namespace !== undefined && { namespace: id.namespace }),
        name: id.package,
        originConfiguration: { restrictions: record.restrictions },
      },
    };
  },
});

/** Deletes a package with its versions. */
export const deletePackage = defineOperation({
  name: 'DeletePackage',
  method: 'DELETE',
  path: '/v1/package',
  fields: packageFields,
  permissions: packagePermission('DeletePackage'),
  handle(service, input) {
    const id = requirePackageId(service, input);
    const record = service.store.package(id);
    if (!record) throw packageNotFoundError(id);
    service.store.beginTransaction().deletePackage(id).commit();
    return {
      deletedPackage: {
        format: id.format,
        ...(id.namespace !== undefined && { namespace: id.namespace }),
        package: id.package,
        originConfiguration: { restrictions: record.restrictions },
      },
    };
  },
});

const restrictionsField = structureField<Restrictions>(
  'restrictions',
  ({ publish, upstream }, reportViolation) => ({
    publish: enumField('body', 'publish', restrictionValues).parse(publish, reportViolation),
    upstream: enumField('body', 'upstream', restrictionValues).parse(upstream, reportViolation),
  }),
);

/** Sets the origin controls of a package, which need not exist yet. */
export const putPackageOriginConfiguration = defineOperation({
  name: 'PutPackageOriginConfiguration',
  method: 'POST',
  path: '/v1/package',
  fields: { ...packageFields, restrictions: restrictionsField },
  permissions: packagePermission('PutPackageOriginConfiguration'),
  handle(service, input) {
    const id = requirePackageId(service, input);
    const record = { restrictions: input.restrictions };
    service.store.beginTransaction().putPackage(id, record).commit();
    return { originConfiguration: record };
  },
});
