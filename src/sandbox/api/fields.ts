import { formats } from '../../core/coordinates';
import type { VersionStatus } from '../../core/codeArtifact';
import { choice, integer, list, optional, text, texts, type TextRule } from './field';

// The patterns and limits of the service's API model (2018-09-22), in its own notation.

export const rules = {
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

export const statuses = [
  'Published',
  'Unfinished',
  'Unlisted',
  'Archived',
  'Disposed',
  'Deleted',
] as const satisfies readonly VersionStatus[];

export const domainFields = {
  domain: text('query', 'domain', rules.domain),
  domainOwner: optional(text('query', 'domain-owner', rules.account)),
};

export const repositoryFields = {
  ...domainFields,
  repository: text('query', 'repository', rules.repository),
};

export const packageFields = {
  ...repositoryFields,
  format: choice('query', 'format', formats),
  namespace: optional(text('query', 'namespace', rules.name)),
  package: text('query', 'package', rules.name),
};

export const versionFields = {
  ...packageFields,
  packageVersion: text('query', 'version', rules.name),
};

export const pageFields = {
  maxResults: optional(integer('query', 'max-results', 1, 1000)),
  nextToken: optional(text('query', 'next-token', rules.nextToken)),
};

/** Members of the calls that change many versions at once. */
export const batchFields = {
  ...packageFields,
  versions: texts('versions', rules.name, 100),
  expectedStatus: optional(choice('body', 'expectedStatus', statuses)),
};

export const policyFields = {
  policyRevision: optional(text('body', 'policyRevision', rules.policyRevision)),
  policyDocument: text('body', 'policyDocument', rules.policyDocument),
};

export const tagsField = list('tags', 200, (item, complain) => {
  const { key, value } = (item ?? {}) as Readonly<Record<string, unknown>>;
  const checked = { key: '', value: '' };
  checked.key = text('body', 'key', rules.tagKey).read(key, complain);
  checked.value = text('body', 'value', rules.tagValue).read(value, complain);
  return checked;
});

export const upstreamsField = list('upstreams', 1000, (item, complain) => {
  const { repositoryName } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return text('body', 'repositoryName', rules.repository).read(repositoryName, complain);
});
