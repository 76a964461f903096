import { packageFormats } from '../../core/coordinates';
import type { VersionStatus } from '../../core/coordinates';
import {
  enumField,
  integerField,
  listField,
  optionalField,
  stringField,
  stringListField,
  type TextRule,
} from './field';

/** The patterns and limits of texts in the API model (2018-09-22), in its own notation. */
export const textRules = {
  domain: { min: 2, max: 50, pattern: String.raw`[a-z][a-z0-9\-]{0,48}[a-z0-9]` },
  account: { min: 12, max: 12, pattern: '[0-9]{12}' },
  repository: { min: 2, max: 100, pattern: String.raw`[A-Za-z0-9][A-Za-z0-9._\-]{1,99}` },
  name: { min: 1, max: 255, pattern: String.raw`[^#/\s]+` },
  asset: { min: 1, max: 255, pattern: String.raw`\P{C}+` },
  revision: { min: 1, max: 50, pattern: String.raw`\S+` },
  sha256: { min: 64, max: 64, pattern: '[0-9a-f]+' },
  connection: { min: 2, max: 100, pattern: String.raw`[A-Za-z0-9][A-Za-z0-9._\-:]{1,99}` },
  arn: { min: 1, max: 1011, pattern: String.raw`\S+` },
  nextToken: { min: 1, max: 2000, pattern: String.raw`\S+` },
  description: { max: 1000, pattern: String.raw`\P{C}*` },
  policyDocument: { min: 1, max: 7168, pattern: String.raw`[\P{C}\s]+` },
  policyRevision: { min: 1, max: 100, pattern: String.raw`\S+` },
  tagKey: { min: 1, max: 128, pattern: String.raw`\P{C}+` },
  tagValue: { min: 0, max: 256, pattern: String.raw`\P{C}*` },
} satisfies Record<string, TextRule>;

/** The values of `PackageVersionStatus` in the API model. */
export const packageVersionStatuses = [
  'Published',
  'Unfinished',
  'Unlisted',
  'Archived',
  'Disposed',
  'Deleted',
] as const satisfies readonly VersionStatus[];

/** The members that name a domain. */
export const domainFields = {
  domain: stringField('query', 'domain', textRules.domain),
  domainOwner: optionalField(stringField('query', 'domain-owner', textRules.account)),
};

/** The members that name a repository. */
export const repositoryFields = {
  ...domainFields,
  repository: stringField('query', 'repository', textRules.repository),
};

/** The members that name a package. */
export const packageFields = {
  ...repositoryFields,
  format: enumField('query', 'format', packageFormats),
  namespace: optionalField(stringField('query', 'namespace', textRules.name)),
  package: stringField('query', 'package', textRules.name),
};

/** The members that name a package version. */
export const versionFields = {
  ...packageFields,
  packageVersion: stringField('query', 'version', textRules.name),
};

/** The members of operations that return their list in pages. */
export const pageFields = {
  maxResults: optionalField(integerField('query', 'max-results', 1, 1000)),
  nextToken: optionalField(stringField('query', 'next-token', textRules.nextToken)),
};

/** The members of operations that change several versions. */
export const batchFields = {
  ...packageFields,
  versions: stringListField('versions', textRules.name, 100),
  expectedStatus: optionalField(enumField('body', 'expectedStatus', packageVersionStatuses)),
};

/** The members of operations that set a resource policy. */
export const policyFields = {
  policyRevision: optionalField(stringField('body', 'policyRevision', textRules.policyRevision)),
  policyDocument: stringField('body', 'policyDocument', textRules.policyDocument),
};

/** A list of tags. */
export const tagsField = listField('tags', 200, (item, reportViolation) => {
  const { key, value } = (item ?? {}) as Readonly<Record<string, unknown>>;
  const tag = { key: '', value: '' };
  tag.key = stringField('body', 'key', textRules.tagKey).parse(key, reportViolation);
  tag.value = stringField('body', 'value', textRules.tagValue).parse(value, reportViolation);
  return tag;
});

/** The names of upstream repositories. */
export const upstreamsField = listField('upstreams', 1000, (item, reportViolation) => {
  const { repositoryName } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return stringField('body', 'repositoryName', textRules.repository).parse(
    repositoryName,
    reportViolation,
  );
});
