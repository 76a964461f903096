import assert from 'node:assert/strict';
import { defaultSource } from '../../../../src/aws/credentials/defaultCredentials';
import type { DefaultSource } from '../../../../src/core/profile';

const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' };
const web = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn' };
const container = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
const usable = new Map([['default', { credential_process: 'x' }]]);
const regionOnly = new Map([['default', { region: 'eu-west-1' }]]);
const nothing = new Map<string, Record<string, string>>();

describe('the default chain', () => {
  const cases: [
    environment: Record<string, string>,
    profiles: ReadonlyMap<string, Record<string, string>>,
    source: DefaultSource,
  ][] = [
    [{ AWS_PROFILE: 'p', ...keys }, usable, { kind: 'profile', profile: 'p' }],
    [{ ...keys, ...web }, usable, { kind: 'environment' }],
    [{ AWS_ACCESS_KEY_ID: 'A' }, usable, { kind: 'profile', profile: 'default' }],
    [{ AWS_PROFILE: '' }, usable, { kind: 'profile', profile: 'default' }],
    [web, usable, { kind: 'profile', profile: 'default' }],
    [{ ...web, ...container }, regionOnly, { kind: 'web-identity' }],
    [{ AWS_ROLE_ARN: 'arn', ...container }, nothing, { kind: 'container' }],
    [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x' }, nothing, { kind: 'container' }],
    [{}, nothing, { kind: 'instance' }],
    [{ AWS_EC2_METADATA_DISABLED: 'false' }, nothing, { kind: 'instance' }],
    [{ AWS_EC2_METADATA_DISABLED: 'true' }, nothing, { kind: 'none' }],
  ];
  for (const [environment, profiles, source] of cases)
    it(`is ${JSON.stringify(source)} with ${Object.keys(environment).join(' ') || 'nothing'}`, () =>
      assert.deepEqual(defaultSource(environment, { profiles }), source));
});
