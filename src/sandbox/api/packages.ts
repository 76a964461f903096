import { invalid } from '../errors';
import type { Service } from '../service';
import { keys } from '../store/keys';
import type { PackageRecord, Restrictions } from '../store/records';
import { choice, optional, structure, text } from './field';
import { packageFields, pageFields, repositoryFields, rules } from './fields';
import { operation } from './operation';
import { takePage } from './pageTokens';
import {
  needPackageId,
  needRepository,
  onPackage,
  onRepository,
  packageNotFound,
  repositoryId,
} from './resources';

const decisions = ['ALLOW', 'BLOCK'] as const;
const defaultPage = 100;

export const listPackages = operation({
  name: 'ListPackages',
  method: 'POST',
  path: '/v1/packages',
  fields: {
    ...repositoryFields,
    format: optional(packageFields.format),
    namespace: packageFields.namespace,
    packagePrefix: optional(text('query', 'package-prefix', rules.name)),
    publish: optional(choice('query', 'publish', decisions)),
    upstream: optional(choice('query', 'upstream', decisions)),
    ...pageFields,
  },
  permissions: onRepository('ListPackages'),
  handle(service, input) {
    needRepository(service, input);
    const { format, namespace, packagePrefix, publish, upstream } = input;
    if (namespace !== undefined && format === undefined)
      throw invalid('A namespace can be given only together with a format');
    const repository = keys.packages(repositoryId(input));
    const list = JSON.stringify([repository, format, namespace, packagePrefix, publish, upstream]);
    const after = service.pageTokens.read(list, input.nextToken);
    const scope = format === undefined ? '' : `${format}#${namespace ?? ''}`;
    const { items, last } = takePage(
      summaries(service, repository + scope, after),
      input.maxResults ?? defaultPage,
      ({ package: name, originConfiguration: { restrictions } }) =>
        name.startsWith(packagePrefix ?? '') &&
        (publish === undefined || restrictions.publish === publish) &&
        (upstream === undefined || restrictions.upstream === upstream),
    );
    return {
      packages: items,
      ...(last !== undefined && { nextToken: service.pageTokens.make(list, last) }),
    };
  },
});

function* summaries(service: Service, prefix: string, after: string | undefined) {
  for (const [key, value] of service.store.data.scan(prefix, after)) {
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

export const describePackage = operation({
  name: 'DescribePackage',
  method: 'GET',
  path: '/v1/package',
  fields: packageFields,
  permissions: onPackage('DescribePackage'),
  handle(service, input) {
    const id = needPackageId(service, input);
    const record = service.store.package(id);
    if (!record) throw packageNotFound(id);
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

export const deletePackage = operation({
  name: 'DeletePackage',
  method: 'DELETE',
  path: '/v1/package',
  fields: packageFields,
  permissions: onPackage('DeletePackage'),
  handle(service, input) {
    const id = needPackageId(service, input);
    const record = service.store.package(id);
    if (!record) throw packageNotFound(id);
    service.store.draft().deletePackage(id).commit();
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

const restrictions = structure<Restrictions>('restrictions', ({ publish, upstream }, complain) => ({
  publish: choice('body', 'publish', decisions).read(publish, complain),
  upstream: choice('body', 'upstream', decisions).read(upstream, complain),
}));

export const putPackageOriginConfiguration = operation({
  name: 'PutPackageOriginConfiguration',
  method: 'POST',
  path: '/v1/package',
  fields: { ...packageFields, restrictions },
  permissions: onPackage('PutPackageOriginConfiguration'),
  handle(service, input) {
    const id = needPackageId(service, input);
    const record = { restrictions: input.restrictions };
    service.store.draft().putPackage(id, record).commit();
    return { originConfiguration: record };
  },
});
