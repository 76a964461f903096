import assert from 'node:assert/strict';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { STS } from '@aws-sdk/client-sts';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import { withSandbox, type Running } from './runningSandbox';

interface Raw {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request just as it is given; `fetch` would not send another Host. */
function raw(
  { sandbox }: Running,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Promise<Raw> {
  const { hostname, port } = new URL(sandbox.announcement.endpoint);
  return new Promise((resolve, reject) => {
    httpRequest({ method, hostname, port, path: target, headers }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      const { statusCode: status, headers: got } = response;
      response.on('end', () => resolve({ status, headers: got, body: text }));
    })
      .on('error', reject)
      .end(body);
  });
}

const other = (running: Running, more: object) => {
  const { endpoint, region, accessKeyId, secretAccessKey } = running.sandbox.announcement;
  const credentials = { accessKeyId, secretAccessKey };
  return new Codeartifact({ endpoint, region, credentials, maxAttempts: 1, ...more });
};

describe('the server', () => {
  it('answers only to its own host names and never to web pages of other origins', () =>
    withSandbox(async running => {
      const rebound = await raw(running, 'GET', '/v1/domain?domain=demo', { host: 'evil.example' });
      assert.equal(rebound.status, 421);
      const asked = await raw(running, 'OPTIONS', '/v1/domain', { origin: 'http://evil.example' });
      assert.equal(asked.headers['access-control-allow-origin'], undefined);
      const { port } = new URL(running.sandbox.announcement.endpoint);
      const local = await raw(running, 'GET', '/v1/domain?domain=demo', {
        host: `localhost:${port}`,
      });
      assert.equal(local.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException');
    }));

  it('answers errors with their type, a request ID and the members of the model', () =>
    withSandbox(async running => {
      const unknown = await raw(running, 'POST', '/v1/nothing', {}, '{}');
      assert.equal(unknown.status, 404);
      assert.equal(unknown.headers['x-amzn-errortype'], 'UnknownOperationException');
      await assert.rejects(running.api.describeDomain({ domain: 'none' }), {
        name: 'ResourceNotFoundException',
        message: "Domain not found. Domain 'none' owned by account '111122223333' does not exist",
        resourceId: 'none',
        resourceType: 'domain',
      });
      await assert.rejects(
        running.api.listPackages({ domain: 'demo', repository: 'webapp', maxResults: 5000 }),
        {
          name: 'ValidationException',
          reason: 'FIELD_VALIDATION_FAILED',
          message:
            "1 validation error detected: Value '5000' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
        },
      );
    }));

  it('logs requests without credentials', () =>
    withSandbox(async running => {
      const authorization = await running.authorization();
      await fetch(running.url('a/b/1/b-1.jar'), { headers: { authorization } });
      const text = running.log.join('\n');
      assert.match(text, /POST \/v1\/authorization-token 200 .*GetAuthorizationToken sandbox/);
      const token = Buffer.from(authorization.slice(6), 'base64').toString().slice(4);
      for (const secret of [token, authorization, running.sandbox.announcement.secretAccessKey])
        assert.ok(!text.includes(secret));
    }));

  it('answers GetCallerIdentity in XML', () =>
    withSandbox(async running => {
      const { endpoint, region, accessKeyId, secretAccessKey } = running.sandbox.announcement;
      const sts = new STS({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
      const { Arn, Account } = await sts.getCallerIdentity();
      assert.deepEqual([Arn, Account], ['arn:aws:iam::111122223333:user/sandbox', '111122223333']);
      const wrong = new STS({
        endpoint,
        region,
        credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey },
      });
      await assert.rejects(wrong.getCallerIdentity(), { name: 'InvalidClientTokenId' });
      sts.destroy();
      wrong.destroy();
    }));
});

describe('signatures', () => {
  const refused: [
    what: string,
    more: (running: Running) => object,
    name: string,
    message: RegExp,
  ][] = [
    [
      'an unknown key',
      () => ({ credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } }),
      'UnrecognizedClientException',
      /security token included in the request is invalid/,
    ],
    [
      'a wrong secret',
      ({ sandbox }) => ({
        credentials: { accessKeyId: sandbox.announcement.accessKeyId, secretAccessKey: 'wrong' },
      }),
      'InvalidSignatureException',
      /does not match the signature you provided/,
    ],
    [
      'another region',
      () => ({ region: 'eu-west-1' }),
      'InvalidSignatureException',
      /valid region/,
    ],
    [
      'an old clock',
      () => ({ systemClockOffset: -600_000 }),
      'InvalidSignatureException',
      /^Signature expired: \d{8}T\d{6}Z is now earlier/,
    ],
    [
      'a clock ahead',
      () => ({ systemClockOffset: 600_000 }),
      'InvalidSignatureException',
      /^Signature not yet current/,
    ],
    [
      'a session that is not known',
      ({ sandbox }) => ({ credentials: { ...sandbox.announcement, sessionToken: 'x' } }),
      'UnrecognizedClientException',
      /invalid/,
    ],
  ];
  for (const [what, more, name, message] of refused)
    it(`are refused with ${what}`, () =>
      withSandbox(async running => {
        const api = other(running, more(running));
        await assert.rejects(api.listDomains(), (error: Error) => {
          assert.equal(error.name, name);
          assert.match(error.message, message);
          return true;
        });
        api.destroy();
      }));

  it('cover names with every character that a query can contain', () =>
    withSandbox(async ({ api }) => {
      const domain = { domain: 'demo', repository: 'webapp', format: 'generic' } as const;
      const odd = { ...domain, namespace: "~!*()'é&=%+", package: '$,;:@', packageVersion: '1+2' };
      const assetContent = Buffer.from('x');
      const assetSHA256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
      await api.publishPackageVersion({
        ...odd,
        assetName: 'a b+[1]~é.x',
        assetContent,
        assetSHA256,
      });
      const { assets } = await api.listPackageVersionAssets(odd);
      assert.equal(assets?.[0]?.name, 'a b+[1]~é.x');
      const { packages } = await api.listPackages({ ...domain, namespace: "~!*()'é&" });
      assert.equal(packages?.[0]?.namespace, "~!*()'é&=%+");
    }));
});

describe('faults', () => {
  const set = (
    { sandbox }: Running,
    faults: unknown,
    headers: Record<string, string> = { 'x-sandbox': '1' },
  ) =>
    fetch(`${sandbox.announcement.endpoint}/_sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify(faults),
      headers,
    });
  const withFaults = (use: (running: Running) => Promise<void>) =>
    withSandbox(use, { faults: true });
  const describe = ({ api }: Running) => api.describeDomain({ domain: 'demo' });

  it('are off by default and must be valid', async () => {
    await withSandbox(async running => assert.equal((await set(running, [])).status, 404));
    await withFaults(async running => {
      assert.equal((await set(running, [], {})).status, 403);
      assert.equal((await set(running, [{ on: '*', latency: 3 }])).status, 400);
      assert.equal((await set(running, [{ status: 500 }])).status, 400);
      assert.equal((await set(running, 'x')).status, 400);
      const text = await set(running, [{ on: '*', status: 429, retryAfterSeconds: 'soon' }]);
      assert.equal(text.status, 400);
      assert.match(await text.text(), /'retryAfterSeconds' of a fault must be a number/);
    });
  });

  it('throttle the given number of requests', () =>
    withFaults(async running => {
      await set(running, [
        {
          on: 'DescribeDomain',
          times: 2,
          status: 429,
          retryAfterSeconds: 7,
          message: 'Rate exceeded',
        },
      ]);
      for (let n = 0; n < 2; n++)
        await assert.rejects(describe(running), {
          name: 'ThrottlingException',
          message: 'Rate exceeded',
          retryAfterSeconds: 7,
        });
      await running.api.listDomains();
      assert.equal((await describe(running)).domain?.name, 'demo');
    }));

  for (const [given, header] of [
    [undefined, undefined],
    [0, '0'],
    [7, '7'],
  ] as const)
    it(`send ${header ?? 'no'} Retry-After for ${given ?? 'none'}`, () =>
      withFaults(async running => {
        const retry = given === undefined ? {} : { retryAfterSeconds: given };
        await set(running, [{ on: '*', status: 429, ...retry }]);
        const { status, headers } = await raw(running, 'GET', '/v1/domain?domain=demo');
        assert.deepEqual([status, headers['retry-after']], [429, header]);
      }));

  it('answer 500 when their headers cannot be sent', () =>
    withFaults(async running => {
      await set(running, [{ on: '*', body: 'x', contentType: 'a\nb', times: 1 }]);
      const { status } = await raw(running, 'GET', '/v1/domain?domain=demo');
      assert.equal(status, 500);
      await describe(running);
    }));

  const spoilt: [what: string, fault: object, error: RegExp][] = [
    ['answer 5xx', { status: 503 }, /ServiceUnavailable|UnknownError/],
    ['drop the connection', { drop: true }, /socket hang up|ECONNRESET|aborted/],
    [
      'break off an answer',
      { truncateAfterBytes: 10 },
      /aborted|ECONNRESET|Unexpected end|Unterminated/,
    ],
    ['claim too long an answer', { lengthOffset: 50 }, /aborted|ECONNRESET|hang up/],
    ['claim too short an answer', { lengthOffset: -20 }, /JSON|Unexpected|Expected|Unterminated/],
    ['answer with a proxy’s page', { body: '<html>Log in</html>' }, /Unexpected token/],
  ];
  for (const [what, fault, error] of spoilt)
    it(what, () =>
      withFaults(async running => {
        await set(running, [{ on: 'DescribeDomain', ...fault }]);
        await assert.rejects(describe(running), (it: Error) => {
          assert.match(`${it.name} ${it.message}`, error);
          return true;
        });
        await set(running, []);
        await describe(running);
      }),
    );

  it('answer 200 with an unexpected body', () =>
    withFaults(async running => {
      await set(running, [
        { on: 'GetAuthorizationToken', body: '{}', contentType: 'application/json' },
      ]);
      const { authorizationToken } = await running.api.getAuthorizationToken({ domain: 'demo' });
      assert.equal(authorizationToken, undefined);
    }));

  it('delay responses', () =>
    withFaults(async running => {
      await set(running, [{ on: 'ListDomains', latencyMs: 300 }]);
      const started = performance.now();
      await running.api.listDomains();
      assert.ok(performance.now() - started >= 290);
    }));

  it('shorten the lifetime of tokens', () =>
    withFaults(async running => {
      const short = { on: 'GetAuthorizationToken', tokenSeconds: 60 };
      await set(running, [short]);
      const { expiration } = await running.api.getAuthorizationToken({ domain: 'demo' });
      assert.ok(expiration && expiration.getTime() <= Date.now() + 60_000);
      const authorization = await running.authorization();
      const status = async () =>
        (await fetch(running.url('a/b/1/b-1.jar'), { headers: { authorization } })).status;
      assert.equal(await status(), 404);
      await set(running, [short, { on: '*', skewSeconds: 61 }]);
      assert.equal(await status(), 401);
    }));

  it('set the clock ahead, so that signatures and tokens expire', () =>
    withFaults(async running => {
      const authorization = await running.authorization();
      const status = async () =>
        (await fetch(running.url('a/b/1/b-1.jar'), { headers: { authorization } })).status;
      assert.equal(await status(), 404);
      await set(running, [{ on: '*', skewSeconds: 43_300 }]);
      assert.equal(await status(), 401);
      await assert.rejects(describe(running), { name: 'InvalidSignatureException' });
      const patient = other(running, { maxAttempts: 2 });
      const { domain } = await patient.describeDomain({ domain: 'demo' });
      assert.equal(domain?.name, 'demo', 'the SDK learns the clock from the Date header');
      patient.destroy();
    }));
});
