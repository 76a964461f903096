import { invalid, quotaExceeded } from '../errors';
import type { Service } from '../service';
import type { Tag } from '../store/records';
import { text, texts } from './field';
import { rules, tagsField } from './fields';
import { operation } from './operation';
import { needDomain, needRepository } from './resources';

const resourceArn = text('query', 'resourceArn', rules.arn);
const maximumTags = 200;

interface Tagged {
  readonly tags: readonly Tag[];
  readonly type: 'domain' | 'repository';
  readonly name: string;
  set(tags: readonly Tag[]): void;
}

const onTagged = (action: string) => (input: { readonly resourceArn: string }) => [
  { action: `codeartifact:${action}`, resource: input.resourceArn },
];

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  method: 'POST',
  path: '/v1/tags',
  fields: { resourceArn },
  permissions: onTagged('ListTagsForResource'),
  handle: (service, input) => ({ tags: tagged(service, input.resourceArn).tags }),
});

export const tagResource = operation({
  name: 'TagResource',
  method: 'POST',
  path: '/v1/tag',
  fields: { resourceArn, tags: tagsField },
  permissions: onTagged('TagResource'),
  handle(service, input) {
    const it = tagged(service, input.resourceArn);
    const given = new Set(input.tags.map(({ key }) => key));
    if (given.size < input.tags.length) throw invalid('A tag key is given twice');
    const tags = [...it.tags.filter(({ key }) => !given.has(key)), ...input.tags];
    if (tags.length > maximumTags)
      throw quotaExceeded(`A resource can have at most ${maximumTags} tags`, it.type, it.name);
    it.set(tags);
    return {};
  },
});

export const untagResource = operation({
  name: 'UntagResource',
  method: 'POST',
  path: '/v1/untag',
  fields: { resourceArn, tagKeys: texts('tagKeys', rules.tagKey, maximumTags) },
  permissions: onTagged('UntagResource'),
  handle(service, input) {
    const it = tagged(service, input.resourceArn);
    it.set(it.tags.filter(({ key }) => !input.tagKeys.includes(key)));
    return {};
  },
});

/** The domain or repository that an ARN names. */
function tagged(service: Service, arn: string): Tagged {
  const [, region, domainOwner = '', path = ''] =
    /^arn:[a-z-]+:codeartifact:([a-z0-9-]+):(\d{12}):(.+)$/.exec(arn) ?? [];
  const [type, domain, repository, more] = path.split('/');
  const whole = domain !== undefined && more === undefined && region === service.region;
  if (whole && type === 'domain' && repository === undefined) {
    const record = needDomain(service, { domain, domainOwner });
    return {
      tags: record.tags,
      type,
      name: domain,
      set: tags =>
        service.store
          .draft()
          .putDomain(domain, { ...record, tags })
          .commit(),
    };
  }
  if (whole && type === 'repository' && repository !== undefined) {
    const record = needRepository(service, { domain, domainOwner, repository });
    const id = { domain, repository };
    return {
      tags: record.tags,
      type,
      name: `${domain}/${repository}`,
      set: tags =>
        service.store
          .draft()
          .putRepository(id, { ...record, tags })
          .commit(),
    };
  }
  throw invalid(`Invalid resource ARN: ${arn}`);
}
