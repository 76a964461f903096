import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { HttpRequest } from '@smithy/core/protocols';
import { unparsedBody, type AwsServiceError } from '../../../../src/aws/errors/awsServiceError';
import type { GuardedHandler } from '../../../../src/aws/client/guardedHandler';
import {
  callOidc,
  isOidcError,
  oidcSeconds,
  requireOidcText,
} from '../../../../src/aws/credentials/oidc';
import { ssoTarget } from '../../../../src/aws/credentials/ssoHost';
import { isAwsHost, originOf, type RequestTarget } from '../../../../src/aws/client/requestTarget';
import { failing } from '../failing';

describe('a number of seconds in an OIDC answer', () => {
  const cases: [given: unknown, seconds: number][] = [
    [1, 1],
    [0.5, 0.5],
    [0, 5],
    [-1, 5],
    [JSON.parse('1e999'), 5],
    ['10', 5],
    [null, 5],
    [undefined, 5],
  ];
  for (const [given, seconds] of cases)
    it(`is ${seconds} for ${JSON.stringify(given)} where 5 is usual`, () =>
      assert.equal(oidcSeconds({ interval: given }, 'interval', 5), seconds));
});

describe('a text in an OIDC answer', () => {
  it('is what the answer says', () =>
    assert.equal(requireOidcText({ clientId: 'a' }, 'clientId', 'p'), 'a'));

  for (const given of ['', 1, null, undefined])
    it(`is not ${JSON.stringify(given)}`, () =>
      assert.throws(
        () => requireOidcText({ clientId: given }, 'clientId', 'p'),
        failing('bad-answer', 'SignIn', /^clientId is missing in the answer$/),
      ));
});

describe('a refusal by OIDC', () => {
  const cases: [what: string, error: unknown, is: boolean][] = [
    ['an error that says what OIDC calls it', Object.assign(new Error('x'), { error: 'y' }), true],
    ['another error', new Error('x'), false],
    ['an error whose reason is no text', Object.assign(new Error('x'), { error: 1 }), false],
    ['an object that is no error', { error: 'y' }, false],
  ];
  for (const [what, error, is] of cases)
    it(`is ${is ? '' : 'not '}${what}`, () => assert.equal(isOidcError(error), is));
});

describe('asking OIDC', () => {
  const target = { protocol: 'https:', hostname: 'oidc.example', port: 8443 };
  const ask = (statusCode: number, body: string, to: RequestTarget = target) => {
    const asked: HttpRequest[] = [];
    const handler = {
      handle: (request: HttpRequest) => {
        asked.push(request);
        const headers = { 'x-amzn-requestid': 'r' };
        return Promise.resolve({
          response: { statusCode, headers, body: Readable.from([Buffer.from(body)]) },
        });
      },
    } as unknown as GuardedHandler;
    const answer = callOidc(handler, to, '/token', { a: 1 }, new AbortController().signal);
    return { answer, asked };
  };

  it('posts JSON to the host and port', async () => {
    const { answer, asked } = ask(200, '{"clientId":"a"}');
    assert.deepEqual(await answer, { clientId: 'a' });
    const [request] = asked;
    assert.ok(request);
    assert.deepEqual(
      [request.method, request.hostname, request.port, request.path, request.body],
      ['POST', 'oidc.example', 8443, '/token', '{"a":1}'],
    );
    assert.deepEqual(request.headers, {
      'content-type': 'application/json',
      host: 'oidc.example:8443',
    });
    const usual = ask(200, '{}', { ...target, port: undefined });
    await usual.answer;
    assert.equal(usual.asked[0]?.headers['host'], 'oidc.example');
  });

  it('passes the abort signal to the request', async () => {
    const { signal } = new AbortController();
    const passed: unknown[] = [];
    const handler = {
      handle: (_: HttpRequest, options?: { abortSignal?: AbortSignal }) => {
        passed.push(options?.abortSignal);
        const body = Readable.from([Buffer.from('{}')]);
        return Promise.resolve({ response: { statusCode: 200, headers: {}, body } });
      },
    } as unknown as GuardedHandler;
    await callOidc(handler, target, '/token', {}, signal);
    assert.equal(passed.length, 1);
    assert.equal(passed[0], signal);
  });

  it('rejects with what OIDC says', async () => {
    const refusal = '{"error":"slow_down","error_description":"Slow down"}';
    await assert.rejects(ask(400, refusal).answer, {
      name: 'slow_down',
      error: 'slow_down',
      message: 'Slow down',
      $fault: 'client',
      $metadata: { httpStatusCode: 400, requestId: 'r' },
    });
    await assert.rejects(ask(400, '{"error":1}').answer, {
      name: 'Error',
      message: 'UnknownError',
    });
  });

  for (const [status, body] of [
    [200, '7'],
    [200, '"text"'],
    [200, 'null'],
    [200, '<html>'],
    [500, ''],
  ] as const)
    it(`rejects ${body || 'nothing'} with the status ${status} as no answer of its`, async () => {
      const error: unknown = await ask(status, body).answer.catch((it: unknown) => it);
      assert.ok(error instanceof Error && !isOidcError(error) && !('$fault' in error));
      assert.equal(unparsedBody(error as AwsServiceError), body);
    });
});

describe('the endpoint of IAM Identity Center', () => {
  const none = { fips: false, dualStack: false };
  const hosts: [region: string, variants: typeof none, oidc: string, portal: string][] = [
    ['eu-west-1', none, 'oidc.eu-west-1.amazonaws.com', 'portal.sso.eu-west-1.amazonaws.com'],
    [
      'eu-west-1',
      { fips: false, dualStack: true },
      'oidc.eu-west-1.api.aws',
      'portal.sso.eu-west-1.api.aws',
    ],
    [
      'us-east-1',
      { fips: true, dualStack: false },
      'oidc-fips.us-east-1.amazonaws.com',
      'portal.sso-fips.us-east-1.amazonaws.com',
    ],
    [
      'us-east-1',
      { fips: true, dualStack: true },
      'oidc-fips.us-east-1.api.aws',
      'portal.sso-fips.us-east-1.api.aws',
    ],
    [
      'us-gov-west-1',
      { fips: true, dualStack: false },
      'oidc.us-gov-west-1.amazonaws.com',
      'portal.sso.us-gov-west-1.amazonaws.com',
    ],
    [
      'cn-north-1',
      none,
      'oidc.cn-north-1.amazonaws.com.cn',
      'portal.sso.cn-north-1.amazonaws.com.cn',
    ],
    [
      'eusc-de-east-1',
      none,
      'oidc.eusc-de-east-1.amazonaws.eu',
      'portal.sso.eusc-de-east-1.amazonaws.eu',
    ],
  ];
  const shared = { profiles: new Map(), services: new Map() };
  for (const [region, variants, oidc, portal] of hosts)
    it(`is ${oidc} and ${portal}`, () => {
      const options = { profile: 'p', environment: {}, shared, variants };
      for (const [service, hostname] of [
        ['oidc', oidc],
        ['portal', portal],
      ] as const) {
        const target = { protocol: 'https:', hostname, port: undefined };
        assert.deepEqual(ssoTarget(service, region, options), target);
        assert.ok(isAwsHost(hostname));
      }
    });

  const configured: [what: string, environment: Record<string, string>, url: string][] = [
    ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'http://127.0.0.1:81' }, 'http://127.0.0.1:81'],
    [
      'AWS_ENDPOINT_URL_SSO_OIDC',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:81', AWS_ENDPOINT_URL_SSO_OIDC: 'https://o.example' },
      'https://o.example',
    ],
    ['the services section', {}, 'https://s.example'],
  ];
  for (const [what, environment, url] of configured)
    it(`is the URL of ${what}`, () => {
      const withSection = {
        profiles: new Map([['p', { services: 's' }]]),
        services: new Map([['s', { 'sso_oidc.endpoint_url': 'https://s.example' }]]),
      };
      const options = { profile: 'p', environment, shared: withSection, variants: none };
      assert.equal(originOf(ssoTarget('oidc', 'eu-west-1', options)), url);
    });
});
