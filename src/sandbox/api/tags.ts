import { validationError, quotaExceededError } from '../serviceError';
import type { Service } from '../service';
import type { Tag } from '../store/records';
import { stringField, stringListField } from './field';
import { textRules, tagsField } from './fields';
import { defineOperation } from './operation';
import { requireDomain, requireRepository } from './resources';

const resourceArn = stringField('query', 'resourceArn', textRules.arn);
const maximumTags = 200;

interface TaggedResource {
  readonly tags: readonly Tag[];
  readonly type: 'domain' | 'repository';
  readonly name: string;
  setTags(tags: readonly Tag[]): void;
}

const tagPermission = (action: string) => (input: { readonly resourceArn: string }) => [
  { action: `codeartifact:${action}`, resource: input.resourceArn },
];

/** Lists the tags of a domain or repository. */
export const listTagsForResource = defineOperation({
  name: 'ListTagsForResource',
  method: 'POST',
  path: '/v1/tags',
  fields: { resourceArn },
  permissions: tagPermission('ListTagsForResource'),
  handle: (service, input) => ({ tags: findTaggedResource(service, input.resourceArn).tags }),
});

/** Adds tags to a domain or repository; tags with the same key are replaced. */
export const tagResource = defineOperation({
  name: 'TagResource',
  method: 'POST',
  path: '/v1/tag',
  fields: { resourceArn, tags: tagsField },
  permissions: tagPermission('TagResource'),
  handle(service, input) {
    const resource = findTaggedResource(service, input.resourceArn);
    const newKeys = new Set(input.tags.map(({ key }) => key));
    if (newKeys.size < input.tags.length) throw validationError('A tag key is given twice');
    const tags = [...resource.tags.filter(({ key }) => !newKeys.has(key)), ...input.tags];
    if (tags.length > maximumTags)
      throw quotaExceededError(
        `A resource can have at most ${maximumTags} tags`,
        resource.type,
        resource.name,
      );
    resource.setTags(tags);
    return {};
  },
});

/** Removes tags from a domain or repository. */
export const untagResource = defineOperation({
  name: 'UntagResource',
  method: 'POST',
  path: '/v1/untag',
  fields: { resourceArn, tagKeys: stringListField('tagKeys', textRules.tagKey, maximumTags) },
  permissions: tagPermission('UntagResource'),
  handle(service, input) {
    const resource = findTaggedResource(service, input.resourceArn);
    resource.setTags(resource.tags.filter(({ key }) => !input.tagKeys.includes(key)));
    return {};
  },
});

/** The domain or repository with this ARN. */
function findTaggedResource(service: Service, arn: string): TaggedResource {
  const [, region, domainOwner = '', path = ''] =
    /^arn:[a-z-]+:codeartifact:([a-z0-9-]+):(\d{12}):(.+)$/.exec(arn) ?? [];
  const [type, domain, repository, rest] = path.split('/');
  const isComplete = domain !== undefined && rest === undefined && region === service.region;
  if (isComplete && type === 'domain' && repository === undefined) {
    const record = requireDomain(service, { domain, domainOwner });
    return {
      tags: record.tags,
      type,
      name: domain,
      setTags: tags =>
        service.store
          .beginTransaction()
          .putDomain(domain, { ...record, tags })
          .commit(),
    };
  }
  if (isComplete && type === 'repository' && repository !== undefined) {
    const record = requireRepository(service, { domain, domainOwner, repository });
    const id = { domain, repository };
    return {
      tags: record.tags,
      type,
      name: `${domain}/${repository}`,
      setTags: tags =>
        service.store
          .beginTransaction()
          .putRepository(id, { ...record, tags })
          .commit(),
    };
  }
  throw validationError(`Invalid resource ARN: ${arn}`);
}
