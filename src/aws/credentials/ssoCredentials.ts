import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure, isFailure } from '../../core/failure';
import { withCredentialDeadline } from '../client/withDeadline';
import { translateError } from '../errors/translateError';
import type { CredentialContext } from './credentialContext';
import { identityCenter } from './oidc';
import { sleep } from './sleep';
import { readSsoConfig, type SsoConfig } from './ssoConfig';
import { ssoTarget } from './ssoHost';
import { sendSsoRequest, withSsoRetry, type SsoResponse } from './ssoRequest';
import { loadSsoToken } from './ssoToken';

interface SsoRole {
  readonly accountId: string;
  readonly roleName: string;
}

/**
 * The credentials of the role that a profile uses by IAM Identity Center. Throws a `Failure`:
 * `sign-in-needed` if there is no valid sign-in, or what the access portal answers.
 */
export function ssoCredentials(
  profile: string,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const sso = readSsoConfig(profile, context.shared);
  const { accountId, roleName } = sso;
  if (!accountId || !roleName) {
    const missing = accountId ? 'sso_role_name' : 'sso_account_id';
    throw new Failure('no-credentials', profile, { reason: `${missing} is missing` });
  }
  return withCredentialDeadline(profile, context, async abortSignal => {
    const deadlineContext = { ...context, signal: abortSignal };
    const accessToken = await loadSsoToken(sso, deadlineContext);
    return getRoleCredentials(sso, { accountId, roleName }, accessToken, deadlineContext);
  });
}

async function getRoleCredentials(
  sso: SsoConfig,
  { accountId, roleName }: SsoRole,
  accessToken: string,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { handler, now, signal } = context;
  const target = ssoTarget('portal', sso.region, { ...context, profile: sso.profile });
  const request = {
    method: 'GET',
    path: '/federation/credentials',
    query: { account_id: accountId, role_name: roleName },
    headers: { 'x-amz-sso_bearer_token': accessToken },
  } as const;
  try {
    const response = await withSsoRetry(
      () => sendSsoRequest(handler, target, request, signal),
      milliseconds => sleep(milliseconds, signal),
      now,
    );
    return readCredentials(response, sso.profile);
  } catch (error) {
    throw portalFailure(error, sso, { accountId, roleName }, now());
  }
}

function readCredentials(response: SsoResponse, profile: string): AwsCredentialIdentity {
  const credentials = (response['roleCredentials'] ?? {}) as SsoResponse;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  if (!isText(accessKeyId) || !isText(secretAccessKey) || !isText(sessionToken)) {
    const reason = 'the access portal returned no credentials';
    throw new Failure('bad-answer', profile, { service: identityCenter, reason });
  }
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    ...(typeof expiration === 'number' && { expiration: new Date(expiration) }),
  };
}

function portalFailure(
  error: unknown,
  { profile, region }: SsoConfig,
  { accountId, roleName }: SsoRole,
  now: number,
): unknown {
  const operation = 'GetCredentials';
  const facts = { subject: profile, operation, service: identityCenter, region, now };
  const failure = translateError(error, facts);
  if (!isFailure(failure)) return failure;
  const withReason = (code: Failure['code'], reason: string): Failure =>
    new Failure(code, profile, { ...failure.details, reason }, { cause: failure.cause });
  const role = `the role ${roleName} in the account ${accountId}`;
  if (failure.code === 'access-denied')
    return withReason('access-denied', `IAM Identity Center does not assign ${role} to you`);
  if (failure.code === 'not-found')
    return withReason('credentials-invalid', `IAM Identity Center does not find ${role}`);
  if (failure.code === 'sign-in-needed')
    return withReason('sign-in-needed', 'the sign-in is no longer accepted');
  return failure;
}
