import { Failure, isFailure } from '../../core/failure';
import type { SignInPorts } from '../../core/signInPorts';
import { defaultLimits, type AwsOptions } from '../client/awsOptions';
import { rejectOnAbort } from '../errors/abortError';
import { withDeadline } from '../client/withDeadline';
import { GuardedHandler, createSocketHandler } from '../client/guardedHandler';
import { endpointVariants } from '../client/endpointVariants';
import type { AllowedTargets } from '../client/requestTarget';
import { isAwsServiceError, retryAfterSeconds } from '../errors/awsServiceError';
import {
  callOidc,
  identityCenter,
  isOidcError,
  oidcFailure,
  oidcSeconds,
  requireOidcText,
} from './oidc';
import { readSharedConfig } from './sharedConfig';
import { sleep } from './sleep';
import { ssoCacheFile, resolveSsoConfig, type SsoConfig } from './ssoConfig';
import { ssoTarget } from './ssoHost';
import { isTransient, withSsoRetry, type SsoResponse } from './ssoRequest';

/** The environment and limits of a sign-in. */
export type SsoSignInOptions = Pick<
  AwsOptions,
  'environment' | 'approved' | 'endpoints' | 'limits' | 'now'
> & {
  /** Waits between two polls. Defaults to the system's timer. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

interface SignInFlow {
  readonly callOidc: (
    path: string,
    body: Readonly<Record<string, unknown>>,
  ) => Promise<SsoResponse>;
  readonly profile: string;
  readonly target: SsoConfig;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Signs in to the IAM Identity Center instance of `profile` by device authorization, which also works
 * on a remote machine, and writes the sign-in where the AWS CLI and the SDKs read it. Throws
 * `sign-in-needed` if the user declines or does not confirm the code in time.
 */
export async function signInWithSso(
  profile: string,
  ports: SignInPorts,
  options: SsoSignInOptions,
  signal: AbortSignal,
): Promise<void> {
  const { environment, approved, limits = defaultLimits, now = Date.now } = options;
  const shared = await readSharedConfig(environment);
  const target = resolveSsoConfig(profile, shared);
  const variants = endpointVariants(options, target.profile, shared);
  const allowed = { aws: true, origins: approved.map(({ origin }) => origin) };
  const sockets = createSocketHandler(limits);
  const handler = new GuardedHandler(sockets, allowed, signal);
  const hostOptions = { profile: target.profile, environment, shared, variants };
  const oidcEndpoint = ssoTarget('oidc', target.region, hostOptions);
  const wait = (milliseconds: number): Promise<void> =>
    rejectOnAbort((options.wait ?? sleep)(milliseconds, signal), signal);
  const createTimeout = (): Failure =>
    new Failure('timeout', profile, { operation: 'SignIn', service: identityCenter });
  try {
    const token = await authorize(ports, allowed, {
      callOidc: (path, body) =>
        withDeadline(
          limits.answerMs,
          createTimeout,
          signal,
          combinedSignal => callOidc(handler, oidcEndpoint, path, body, combinedSignal),
          limits.startTimer,
        ),
      profile,
      target,
      now,
      wait,
    });
    await ports.writeFile(ssoCacheFile(target, environment), `${JSON.stringify(token)}\n`, signal);
  } catch (error) {
    throw oidcFailure(error, { ...target, profile }, now());
  } finally {
    sockets.destroy();
  }
}

/** The content of the cache file, as the AWS CLI writes it. */
async function authorize(
  ports: SignInPorts,
  allowed: AllowedTargets,
  flow: SignInFlow,
): Promise<object> {
  const { profile, target, now, wait } = flow;
  const { startUrl, region, scopes } = target;
  const callWithRetry: SignInFlow['callOidc'] = (path, body) =>
    withSsoRetry(() => flow.callOidc(path, body), wait, now);
  const client = await callWithRetry('/client/register', {
    clientName: 'CodeArtifact for Java',
    clientType: 'public',
    ...(scopes.length > 0 && { scopes }),
  });
  const clientId = requireOidcText(client, 'clientId', profile);
  const clientSecret = requireOidcText(client, 'clientSecret', profile);
  const device = await callWithRetry('/device_authorization', { clientId, clientSecret, startUrl });
  const url = requireOidcText(device, 'verificationUriComplete', profile);
  checkSignInPage(url, allowed, profile);
  const expires = new Date(now() + oidcSeconds(device, 'expiresIn', 600) * 1000);
  ports.showDeviceCode({ userCode: requireOidcText(device, 'userCode', profile), url, expires });
  const token = await waitForToken(flow, device, { clientId, clientSecret }, expires);
  const lifeMs = oidcSeconds(token, 'expiresIn', 3600) * 1000;
  const refreshToken = token['refreshToken'];
  return {
    startUrl,
    region,
    clientId,
    clientSecret,
    accessToken: requireOidcText(token, 'accessToken', profile),
    expiresAt: formatTime(now() + lifeMs),
    registrationExpiresAt: formatTime(
      oidcSeconds(client, 'clientSecretExpiresAt', now() / 1000) * 1000,
    ),
    ...(typeof refreshToken === 'string' && { refreshToken }),
  };
}

/** Polls OIDC, at the interval that it asks for, until the user has confirmed or declined. */
async function waitForToken(
  { callOidc, profile, now, wait }: SignInFlow,
  device: SsoResponse,
  client: { readonly clientId: string; readonly clientSecret: string },
  expires: Date,
): Promise<SsoResponse> {
  const deviceCode = requireOidcText(device, 'deviceCode', profile);
  let intervalSeconds = oidcSeconds(device, 'interval', 5);
  const signInFailure = (reason: string): Failure =>
    new Failure('sign-in-needed', profile, { operation: 'SignIn', reason });
  while (now() < expires.getTime()) {
    await wait(intervalSeconds * 1000);
    try {
      return await callOidc('/token', { ...client, grantType, deviceCode });
    } catch (error) {
      // The user may still be in the browser when the network or the service is back.
      if (isTransient(error) || (isFailure(error) && error.code === 'timeout')) {
        const askedSeconds = isAwsServiceError(error) ? retryAfterSeconds(error, now()) : undefined;
        if (askedSeconds !== undefined) intervalSeconds = Math.max(intervalSeconds, askedSeconds);
        continue;
      }
      if (!isOidcError(error)) throw error;
      if (error.error === 'access_denied')
        throw signInFailure('the request was declined in the browser');
      if (error.error === 'expired_token') break;
      if (error.error === 'slow_down') intervalSeconds += 5;
      else if (error.error !== 'authorization_pending') throw error;
    }
  }
  throw signInFailure('the code was not confirmed in time');
}

/** Throws `bad-answer` unless `url`, which comes from a response, is safe to open in the browser. */
function checkSignInPage(url: string, { origins }: AllowedTargets, profile: string): void {
  const page = URL.canParse(url) ? new URL(url) : undefined;
  if (page?.protocol === 'https:' || (page && origins.includes(page.origin))) return;
  const reason = 'the sign-in page does not use https';
  throw new Failure('bad-answer', profile, { operation: 'SignIn', reason });
}

/** A time as the AWS CLI writes it, without fractions of a second. */
function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
