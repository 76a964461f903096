import type { Connection } from '../../../src/core/connection';
import type { FailureCode, FailureDetails } from '../../../src/core/failure';
import { jsonError, stsError, type Cloud } from './cloud';
import { account, region } from './coordinates';
import { json, type Reply } from './stubServer';
import type { World } from './world';

/** An error that users meet, in the shape in which it comes, and the failure that it must become. */
export interface ErrorRow {
  readonly shape: string;
  readonly code: FailureCode;
  readonly details?: Partial<FailureDetails>;
  readonly why?: RegExp;
  /** What CodeArtifact, or something in its place, answers. */
  readonly reply?: Reply;
  readonly setUp?: (world: World, cloud: Cloud) => void;
  readonly connection?: Connection;
  /** Which call meets it; `token` when absent. */
  readonly call?: 'token' | 'identity' | 'repository';
}

const role = `arn:aws:sts::${account}:assumed-role/dev/me`;
const domain = `arn:aws:codeartifact:${region}:${account}:domain/my-team`;
const keys = 'aws_access_key_id=AKIDSTATIC\naws_secret_access_key=s\n';
const corp = `[sso-session corp]\nsso_start_url=https://c.awsapps.com/start\nsso_region=${region}`;
const ssoProfile = `[profile p]\nsso_session=corp\nsso_account_id=1\nsso_role_name=d\n${corp}`;

function denied(action: string, resource: string, because: string): Reply {
  const message = `User: ${role} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  return jsonError(403, 'AccessDeniedException', { message });
}

/** A refusal of a signature by a server whose clock is so many minutes ahead of ours. */
const skewed =
  (minutes: number, message: string): Reply =>
  (seen, response) => {
    const date = new Date(Date.now() + minutes * 60_000).toUTCString();
    const headers = { 'x-amzn-errortype': 'InvalidSignatureException', date };
    json(403, { message }, headers)(seen, response);
  };

/** The table. */
export const errorTable: readonly ErrorRow[] = [
  {
    shape: 'AccessDenied, no identity policy',
    reply: denied(
      'codeartifact:GetAuthorizationToken',
      domain,
      'because no identity-based policy allows the codeartifact:GetAuthorizationToken action',
    ),
    code: 'access-denied',
    details: {
      operation: 'GetAuthorizationToken',
      status: 403,
      requestId: 'request-1',
      message: `User: ${role} is not authorized to perform: codeartifact:GetAuthorizationToken on resource: ${domain} because no identity-based policy allows the codeartifact:GetAuthorizationToken action`,
      arn: domain,
      connection: `profile:p@${region}`,
    },
  },
  {
    shape: 'AccessDenied, the bearer token of STS',
    reply: denied(
      'sts:GetServiceBearerToken',
      `arn:aws:sts::${account}:assumed-role/dev`,
      'because no identity-based policy allows the sts:GetServiceBearerToken action',
    ),
    code: 'access-denied',
    why: /sts:GetServiceBearerToken/,
  },
  {
    shape: 'AccessDenied, an explicit deny',
    reply: denied(
      'codeartifact:GetAuthorizationToken',
      domain,
      'with an explicit deny in a service control policy',
    ),
    code: 'access-denied',
    why: /with an explicit deny/,
  },
  {
    shape: 'AccessDenied, cross-account',
    reply: denied(
      'codeartifact:DescribeRepository',
      `arn:aws:codeartifact:${region}:999988887777:repository/other/r`,
      'because no resource-based policy allows the codeartifact:DescribeRepository action',
    ),
    code: 'access-denied',
    why: /no resource-based policy/,
    call: 'repository',
  },
  {
    shape: 'AccessDenied, the root user',
    reply: jsonError(403, 'AccessDeniedException', {
      message: `User: arn:aws:iam::${account}:root is not authorized to perform: codeartifact:GetAuthorizationToken`,
    }),
    code: 'access-denied',
    why: /:root is not/,
  },
  {
    shape: 'AccessDenied, its type with a suffix and its message in capitals',
    reply: json(
      403,
      { Message: 'no' },
      { 'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/x/' },
    ),
    code: 'access-denied',
    why: /^no$/,
  },
  {
    shape: 'AccessDenied, its type in the body',
    reply: json(403, { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'no' }),
    code: 'access-denied',
  },
  {
    shape: 'ExpiredTokenException',
    reply: jsonError(403, 'ExpiredTokenException', {
      message: 'The security token included in the request is expired',
    }),
    code: 'credentials-expired',
    details: { message: 'The security token included in the request is expired' },
  },
  {
    shape: 'ExpiredToken of STS',
    setUp: (_, cloud) => {
      cloud.replies.sts = stsError(403, 'ExpiredToken', 'The security token is expired');
    },
    code: 'credentials-expired',
    call: 'identity',
  },
  {
    shape: 'UnrecognizedClientException',
    reply: jsonError(403, 'UnrecognizedClientException', {
      message: 'The security token included in the request is invalid.',
    }),
    code: 'credentials-invalid',
  },
  {
    shape: 'InvalidClientTokenId of STS',
    setUp: (_, cloud) => {
      cloud.replies.sts = stsError(403, 'InvalidClientTokenId', 'The security token is invalid');
    },
    code: 'credentials-invalid',
    call: 'identity',
  },
  {
    shape: 'InvalidSignatureException, the signature expired',
    reply: skewed(10, 'Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z'),
    code: 'clock-skew',
    why: /10 minutes behind/,
  },
  {
    shape: 'InvalidSignatureException, not yet current',
    reply: skewed(-20, 'Signature not yet current: 20260101T001000Z is still later than 2026'),
    code: 'clock-skew',
    why: /20 minutes ahead of/,
  },
  {
    shape: 'SignatureDoesNotMatch, with all that was signed',
    reply: jsonError(403, 'InvalidSignatureException', {
      message:
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key.\n\n' +
        'The Canonical String for this request should have been\nx-amz-security-token:canary-token\n',
    }),
    code: 'credentials-invalid',
    why: /^(?!.*canary)The request signature we calculated does not match/,
  },
  {
    shape: 'SignatureDoesNotMatch of STS',
    setUp: (_, cloud) => {
      cloud.replies.sts = stsError(403, 'SignatureDoesNotMatch', 'The request signature we …');
    },
    code: 'credentials-invalid',
    call: 'identity',
  },
  {
    shape: 'IncompleteSignatureException',
    reply: jsonError(400, 'IncompleteSignatureException'),
    code: 'credentials-invalid',
  },
  {
    shape: 'no credentials from any provider',
    connection: { kind: 'default', region },
    code: 'no-credentials',
    why: /no keys in the environment/,
  },
  {
    shape: 'a profile without a way to credentials',
    setUp: world => world.config(`[profile p]\nregion=${region}`),
    code: 'no-credentials',
  },
  {
    shape: 'a profile that is not there',
    setUp: world => world.config(''),
    code: 'profile-missing',
  },
  {
    shape: 'the SSO session token was not found',
    setUp: world => world.config(ssoProfile),
    code: 'sign-in-needed',
  },
  {
    shape: 'a profile that requires multi-factor authentication',
    setUp: world =>
      world.config(
        `[profile p]\nrole_arn=arn:aws:iam::${account}:role/r\nsource_profile=b\nmfa_serial=m\n[profile b]\n${keys}`,
      ),
    code: 'mfa-needed',
  },
  {
    shape: 'a cycle of profiles',
    setUp: world =>
      world.config(
        ['p', 'q', 'r']
          .map((name, index, all) => {
            const source = all[(index + 1) % all.length] ?? '';
            return `[profile ${name}]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=${source}\n`;
          })
          .join(''),
      ),
    code: 'credentials-invalid',
    why: /p → q → r → p/,
  },
  {
    shape: 'a credential_process that fails',
    setUp: world =>
      world.config(
        `[profile p]\ncredential_process="${process.execPath}" -e process.exit(9) hunter2`,
      ),
    code: 'credential-process-failed',
    why: /^(?!.*hunter2).*exit code/,
  },
  {
    shape: 'a login session that is not there',
    setUp: world => world.config('[profile p]\nlogin_session=arn:aws:iam::1:user/me'),
    code: 'sign-in-needed',
    why: /aws login/,
  },
  {
    shape: 'a region that is none',
    connection: { kind: 'profile', profile: 'p', region: 'us east 1' },
    code: 'region-invalid',
    call: 'identity',
  },
  {
    shape: 'a host that does not exist',
    setUp: world =>
      world.set({ AWS_ENDPOINT_URL_CODEARTIFACT: 'http://codeartifact.us-west-1.invalid' }),
    code: 'host-unknown',
    details: { host: 'codeartifact.us-west-1.invalid' },
  },
  {
    shape: 'ResourceNotFoundException',
    reply: jsonError(404, 'ResourceNotFoundException', {
      message: `Domain not found. Domain 'my-team' owned by account '${account}' does not exist`,
      resourceId: domain,
      resourceType: 'domain',
    }),
    code: 'not-found',
    details: { resourceId: domain, resourceType: 'domain', status: 404 },
  },
  {
    shape: 'ConflictException',
    reply: jsonError(409, 'ConflictException', {
      resourceId: 'x',
      resourceType: 'package-version',
    }),
    code: 'conflict',
    details: { resourceType: 'package-version', status: 409 },
  },
  ...(
    [
      'CANNOT_PARSE',
      'ENCRYPTION_KEY_ERROR',
      'FIELD_VALIDATION_FAILED',
      'OTHER',
      'UNKNOWN_OPERATION',
    ] as const
  ).map((reason): ErrorRow => ({
    shape: `ValidationException, ${reason}`,
    reply: jsonError(400, 'ValidationException', { message: 'not so', reason }),
    code: 'invalid-request',
    details: { reason, message: 'not so' },
  })),
  {
    shape: 'ServiceQuotaExceededException',
    reply: jsonError(402, 'ServiceQuotaExceededException', { resourceType: 'repository' }),
    code: 'quota-exceeded',
    details: { status: 402, resourceType: 'repository' },
  },
  {
    shape: 'ThrottlingException',
    reply: json(
      429,
      { message: 'Rate exceeded' },
      { 'x-amzn-errortype': 'ThrottlingException', 'retry-after': '1' },
    ),
    code: 'throttled',
    details: { retryAfterSeconds: 1, message: 'Rate exceeded' },
  },
  {
    shape: 'InternalServerException',
    reply: jsonError(500, 'InternalServerException'),
    code: 'service-error',
    details: { requestId: 'request-1', status: 500 },
  },
  { shape: 'an unknown error without a word', reply: json(503, {}), code: 'service-error' },
  {
    shape: 'an unknown error with a name',
    reply: jsonError(418, 'TeapotException', { message: 'short and stout' }),
    code: 'invalid-request',
    details: { message: 'short and stout', requestId: 'request-1', status: 418 },
  },
  {
    shape: 'a page of a proxy',
    reply: (_, response) => response.writeHead(200).end('<html>Sign in</html>'),
    code: 'proxy-answered',
  },
];
