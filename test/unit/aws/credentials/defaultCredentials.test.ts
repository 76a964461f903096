import assert from 'node:assert/strict';
import { parseConfigFile } from '../../../../src/aws/credentials/parseConfigFile';
import { mergeSharedConfig } from '../../../../src/aws/credentials/sharedConfig';
import { defaultSource } from '../../../../src/aws/credentials/defaultCredentials';
import type { DefaultSource } from '../../../../src/core/profile';

const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' };
const web = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn' };
const relative = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' };
const full = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' };
const withProcess = '[default]\ncredential_process = x';
const regionOnly = '[default]\nregion = eu-west-1';
const withRole = '[default]\nrole_arn = arn\nsource_profile = b\n[profile b]\nregion = x';
const ofProfile = (profile: string): DefaultSource => ({ kind: 'profile', profile });

describe('the source that the default credential chain uses', () => {
  const cases: [
    what: string,
    environment: Record<string, string>,
    config: string,
    source: DefaultSource,
  ][] = [
    ['the keys of the environment', { ...keys, ...web }, withProcess, { kind: 'environment' }],
    [
      'the keys of the environment before AWS_PROFILE',
      { AWS_PROFILE: 'p', ...keys },
      '[profile p]\ncredential_process = x',
      { kind: 'environment' },
    ],
    ['half a key, which fails', { AWS_ACCESS_KEY_ID: 'A' }, withProcess, { kind: 'environment' }],
    ['a profile that does not exist', { AWS_PROFILE: 'p', ...keys }, '', ofProfile('p')],
    [
      'the profile of AWS_PROFILE',
      { AWS_PROFILE: 'p' },
      '[profile p]\ncredential_process = x',
      ofProfile('p'),
    ],
    [
      'the profile of AWS_DEFAULT_PROFILE',
      { AWS_DEFAULT_PROFILE: 'p', AWS_PROFILE: 'q' },
      '[profile p]\ncredential_process = x\n[profile q]\ncredential_process = x',
      ofProfile('p'),
    ],
    [
      'the default profile with an empty AWS_PROFILE',
      { AWS_PROFILE: '' },
      withProcess,
      ofProfile('default'),
    ],
    ['web identity before a default profile', web, withProcess, { kind: 'web-identity' }],
    ['a role before web identity', web, withRole, ofProfile('default')],
    ['web identity', { ...web, ...relative }, regionOnly, { kind: 'web-identity' }],
    [
      'a container without a token file',
      { AWS_ROLE_ARN: 'arn', ...relative },
      '',
      { kind: 'container' },
    ],
    ['a container by full URI', full, '', { kind: 'container' }],
    [
      'the container if the selected profile sets a region only',
      { AWS_PROFILE: 'p', ...full },
      '[profile p]\nregion = x',
      { kind: 'container' },
    ],
    ['the instance', {}, '', { kind: 'instance' }],
    [
      'the instance that is not disabled',
      { AWS_EC2_METADATA_DISABLED: 'FALSE' },
      '',
      { kind: 'instance' },
    ],
    ['none', { AWS_EC2_METADATA_DISABLED: 'true' }, '', { kind: 'none' }],
  ];
  for (const [what, environment, config, source] of cases)
    it(`is ${what}`, () => {
      const shared = mergeSharedConfig(parseConfigFile(config), new Map());
      assert.deepEqual(defaultSource(environment, shared), source);
    });
});
