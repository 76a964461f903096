import assert from 'node:assert/strict';
import {
  isAwsServiceError,
  retryAfterSeconds,
  serverClockSkewMinutes,
  unparsedBody,
  type AwsServiceError,
} from '../../../../src/aws/errors/awsServiceError';
import { networkFailure } from '../../../../src/aws/errors/networkFailure';
import { failureCodeForStatus, serviceFailure } from '../../../../src/aws/errors/serviceFailure';
import { translateError } from '../../../../src/aws/errors/translateError';
import { isFailure } from '../../../../src/core/failure';

const now = Date.parse('2026-01-01T00:00:00Z');
const facts = { subject: 'x', operation: 'GetIt', now };

interface Given {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly name?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly more?: object;
}

function answered({
  status = 400,
  headers,
  body,
  name,
  message = 'm',
  requestId,
  more,
}: Given): AwsServiceError {
  return Object.assign(new Error(message), {
    ...(name !== undefined && { name }),
    $metadata: { httpStatusCode: status, ...(requestId !== undefined && { requestId }) },
    $response: { ...(headers && { headers }), body },
    ...more,
  });
}

describe('an answer of a service', () => {
  it('has a status', () => {
    assert.ok(isAwsServiceError(answered({})));
    for (const metadata of [undefined, {}, { httpStatusCode: '400' }])
      assert.ok(!isAwsServiceError(Object.assign(new Error('x'), { $metadata: metadata })));
  });

  it('has a body that could not be read only where that is a text', () => {
    assert.equal(unparsedBody(answered({ body: '<html>' })), '<html>');
    for (const body of [{}, Buffer.from('x'), 1, undefined])
      assert.equal(unparsedBody(answered({ body })), undefined);
    assert.equal(unparsedBody(Object.assign(new Error('x'), { $metadata: {} })), undefined);
  });

  const waits: [header: string | undefined, member: unknown, seconds: number | undefined][] = [
    [undefined, undefined, undefined],
    ['7', undefined, 7],
    ['0', undefined, 0],
    ['7', 3, 3],
    ['7', 0, 0],
    ['7', '3', 7],
    ['1.5', undefined, undefined],
    ['soon', undefined, undefined],
    ['Thu, 01 Jan 2026 00:00:30 GMT', undefined, 30],
    ['Thu, 01 Jan 2026 00:00:00 GMT', undefined, 0],
    ['Wed, 31 Dec 2025 23:59:59 GMT', undefined, undefined],
  ];
  for (const [header, member, seconds] of waits)
    it(`asks to wait ${seconds ?? 'no'} seconds by ${header ?? 'no header'} and ${JSON.stringify(member)}`, () => {
      const headers = header === undefined ? {} : { 'Retry-After': header };
      const more = member === undefined ? {} : { retryAfterSeconds: member };
      assert.equal(retryAfterSeconds(answered({ headers, more }), now), seconds);
    });

  it('asks to wait a whole number of seconds', () => {
    const headers = { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' };
    assert.equal(retryAfterSeconds(answered({ headers }), now + 500), 30);
  });

  const clocks: [date: string | undefined, minutes: number | undefined][] = [
    [undefined, undefined],
    ['nonsense', undefined],
    ['Thu, 01 Jan 2026 00:04:29 GMT', undefined],
    ['Thu, 01 Jan 2026 00:05:00 GMT', 5],
    ['Wed, 31 Dec 2025 23:55:00 GMT', -5],
    ['Wed, 31 Dec 2025 23:56:00 GMT', undefined],
    ['Thu, 01 Jan 2026 02:00:00 GMT', 120],
  ];
  for (const [date, minutes] of clocks)
    it(`has a clock that is ${minutes ?? 'not'} minutes off for ${date ?? 'no date'}`, () => {
      const headers = date === undefined ? {} : { Date: date };
      assert.equal(serverClockSkewMinutes(answered({ headers }), now), minutes);
    });
});

describe('the failure that a refusal means', () => {
  const statuses: [status: number, code: string][] = [
    [200, 'bad-answer'],
    [299, 'bad-answer'],
    [300, 'proxy-answered'],
    [399, 'proxy-answered'],
    [400, 'invalid-request'],
    [401, 'credentials-invalid'],
    [402, 'quota-exceeded'],
    [403, 'access-denied'],
    [404, 'not-found'],
    [407, 'proxy-answered'],
    [409, 'conflict'],
    [418, 'invalid-request'],
    [429, 'throttled'],
    [499, 'invalid-request'],
    [500, 'service-error'],
    [503, 'service-error'],
  ];
  for (const [status, code] of statuses)
    it(`is ${code} for the status ${status} and an unknown name`, () => {
      assert.equal(failureCodeForStatus(status), code);
      assert.equal(serviceFailure(answered({ status, name: 'Odd' }), facts).code, code);
    });

  const mfa = 'MultiFactorAuthentication failed';
  const named: [name: string, message: string, code: string][] = [
    ['AccessDenied', mfa, 'mfa-needed'],
    ['AccessDeniedException', mfa, 'mfa-needed'],
    ['NotAccessDenied', mfa, 'invalid-request'],
    ['AccessDenied', 'no', 'access-denied'],
    ['UnauthorizedOperation', 'no', 'access-denied'],
    ['ForbiddenException', 'no', 'access-denied'],
    ['ExpiredToken', 'no', 'credentials-expired'],
    ['UnauthorizedException', 'no', 'sign-in-needed'],
    ['IDPRejectedClaim', 'no', 'credentials-invalid'],
    ['InvalidIdentityToken', 'no', 'credentials-invalid'],
    ['MissingAuthenticationToken', 'no', 'credentials-invalid'],
    ['OptInRequired', 'no', 'credentials-invalid'],
    ['InvalidSignatureException', 'no', 'credentials-invalid'],
    ['InvalidSignatureException', 'Signature expired: x', 'clock-skew'],
    ['SignatureDoesNotMatch', 'Signature not yet current: x', 'clock-skew'],
    ['SignatureDoesNotMatchOften', 'Signature expired: x', 'invalid-request'],
    ['ExpiredTokenException', 'The token expired', 'credentials-expired'],
    ['RequestExpired', 'no', 'clock-skew'],
    ['RequestTimeTooSkewed', 'no', 'clock-skew'],
    ['ValidationError', 'no', 'invalid-request'],
    ['MalformedPolicyDocument', 'no', 'invalid-request'],
    ['RegionDisabledException', 'no', 'region-invalid'],
    ['Throttling', 'no', 'throttled'],
    ['SlowDown', 'no', 'throttled'],
    ['InternalFailure', 'no', 'service-error'],
    ['ServiceUnavailable', 'no', 'service-error'],
  ];
  for (const [name, message, code] of named)
    it(`is ${code} for ${name}: ${message}`, () =>
      assert.equal(serviceFailure(answered({ name, message }), facts).code, code));

  it('keeps what the service says of it', () => {
    const given = { status: 409, requestId: 'r', message: 'a\n b', name: 'ConflictException' };
    const more = { resourceId: 'i', resourceType: 't', retryAfterSeconds: 0 };
    assert.deepEqual(serviceFailure(answered({ ...given, more }), facts).details, {
      operation: 'GetIt',
      requestId: 'r',
      status: 409,
      message: 'a b',
      resourceId: 'i',
      resourceType: 't',
      retryAfterSeconds: 0,
    });
    const silent = answered({ status: 409, message: 'UnknownError', name: 'ConflictException' });
    assert.deepEqual(serviceFailure(silent, facts).details, { operation: 'GetIt', status: 409 });
  });

  const reasons: [date: string, says: string][] = [
    ['Thu, 01 Jan 2026 00:10:00 GMT', "this computer's clock is 10 minutes behind AWS's"],
    ['Wed, 31 Dec 2025 23:50:00 GMT', "this computer's clock is 10 minutes ahead of AWS's"],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 'this computer and AWS disagree on the time'],
  ];
  for (const [date, says] of reasons)
    it(`says that ${says}`, () => {
      const given = { name: 'InvalidSignatureException', message: 'Signature expired' };
      const { details } = serviceFailure(answered({ ...given, headers: { date } }), facts);
      assert.equal(details.reason, says);
    });

  it('says why a request is invalid, and only that', () => {
    const more = { reason: 'FIELD_VALIDATION_FAILED' };
    const reasonOf = (name: string) =>
      serviceFailure(answered({ name, more }), facts).details.reason;
    assert.equal(reasonOf('ValidationException'), 'FIELD_VALIDATION_FAILED');
    assert.equal(reasonOf('ConflictException'), undefined);
  });
});

describe('the failure that no readable answer means', () => {
  const cases: [what: string, given: Given, code: string][] = [
    ['a page', { status: 200, body: ' <html>' }, 'proxy-answered'],
    [
      'a page that the parser met',
      { status: 200, message: "Unexpected token '<'" },
      'proxy-answered',
    ],
    ['a page that AWS marks', { status: 200, body: '<html>', requestId: 'r' }, 'bad-answer'],
    ['an error that AWS marks', { status: 503, body: '<html>', requestId: 'r' }, 'service-error'],
    ['XML', { status: 200, body: '<?xml version="1.0"?>' }, 'bad-answer'],
    ['text', { status: 200, body: 'Hello <html>' }, 'bad-answer'],
    ['a redirect', { status: 300, body: 'x' }, 'proxy-answered'],
    ['text just below a redirect', { status: 299, body: 'x' }, 'bad-answer'],
    ['the first refusal', { status: 400, body: '', requestId: 'r' }, 'invalid-request'],
    ['a redirect that AWS marks', { status: 399, body: '', requestId: 'r' }, 'bad-answer'],
  ];
  for (const [what, given, code] of cases)
    it(`is ${code} for ${what}`, () => {
      const failure = translateError(answered(given), facts);
      assert.ok(isFailure(failure));
      assert.equal(failure.code, code);
      assert.equal(failure.details.operation, 'GetIt');
      assert.equal(failure.details.status, given.status);
      assert.equal(failure.details.requestId, given.requestId);
    });
});

describe('the failure that no answer means', () => {
  const codes: [errno: string, code: string, reason: string][] = [
    ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'].map(
      (errno): [string, string, string] => [
        errno,
        'host-unknown',
        'the name could not be resolved',
      ],
    ),
    ...[
      ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'EHOSTUNREACH', 'EHOSTDOWN'],
      ...['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
    ].map((errno): [string, string, string] => [
      ...([errno, 'unreachable', 'the connection failed or was cut'] as const),
    ]),
    ['ETIMEDOUT', 'timeout', 'no answer in time'],
    ['EPROTO', 'tls', 'the secure connection could not be made'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'the secure connection could not be made'],
    ['CERT_HAS_EXPIRED', 'tls', 'the secure connection could not be made'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'the secure connection could not be made'],
    ['HPE_INVALID_CONSTANT', 'proxy-answered', 'the answer was not HTTP'],
  ];
  const failing = (error: object) => networkFailure(Object.assign(new Error('x'), error));
  for (const [errno, code, reason] of codes)
    it(`is ${code} for ${errno}`, () => {
      const failure = failing({ code: errno, host: 'h' });
      assert.equal(failure?.code, code);
      assert.equal(failure.subject, 'h');
      assert.deepEqual(failure.details, { host: 'h', errno, reason });
    });

  it('is about AWS where no host is known', () => {
    const failure = failing({ code: 'ETIMEDOUT', host: 7 });
    assert.equal(failure?.subject, 'AWS');
    assert.deepEqual(Object.keys(failure.details), ['errno', 'reason']);
  });

  it('is none for what is no matter of the network', () => {
    for (const error of [{}, { code: 7 }, { code: 'ENOENT' }, { code: 'MY_CERT_' }])
      assert.equal(failing(error), undefined);
  });

  it('is that of the first of several addresses that tells', () => {
    const inner = [new Error('x'), Object.assign(new Error('y'), { code: 'ECONNREFUSED' })];
    assert.equal(networkFailure(new AggregateError(inner))?.details.errno, 'ECONNREFUSED');
    assert.equal(networkFailure(new AggregateError([])), undefined);
    assert.equal(networkFailure(new Error('aborted'))?.details.errno, 'ECONNRESET');
  });
});
