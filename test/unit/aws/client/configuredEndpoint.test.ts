import assert from 'node:assert/strict';
import { configuredEndpoint } from '../../../../src/aws/client/configuredEndpoint';

const shared = {
  profiles: new Map([
    ['default', { endpoint_url: 'http://default' }],
    ['p', { endpoint_url: 'http://p' }],
    ['s', { endpoint_url: 'http://s', services: 'mine' }],
    ['other', { services: 'mine' }],
    ['ignoring', { endpoint_url: 'http://i', ignore_configured_endpoint_urls: 'true' }],
    ['plain', {}],
  ]),
  services: new Map([['mine', { 'codeartifact.endpoint_url': 'http://mine' }]]),
};

describe('configuredEndpoint', () => {
  const cases: [profile: string, environment: Record<string, string>, endpoint?: string][] = [
    ['plain', {}],
    ['absent', {}],
    ['p', {}, 'http://p'],
    ['s', {}, 'http://mine'],
    ['other', {}, 'http://mine'],
    ['ignoring', {}],
    ['ignoring', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }, 'http://i'],
    ['p', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
    ['s', { AWS_ENDPOINT_URL: 'http://all' }, 'http://all'],
    ['s', { AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_STS: 'http://sts' }, 'http://all'],
    ['p', { AWS_ENDPOINT_URL: '' }, 'http://p'],
    [
      'p',
      { AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_CODEARTIFACT: 'http://own' },
      'http://own',
    ],
  ];
  for (const [profile, environment, endpoint] of cases)
    it(`is ${endpoint ?? 'not set'} for ${profile} with ${JSON.stringify(environment)}`, () =>
      assert.equal(configuredEndpoint('codeartifact', profile, environment, shared), endpoint));
});
