import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Failure, isCancelled, isFailure } from '../../core/failure';
import { translateError } from '../errors/translateError';
import type { CredentialContext } from './credentialContext';
import { callOidc, identityCenter, isOidcError, oidcSeconds } from './oidc';
import { ssoCacheFile, type SsoConfig } from './ssoConfig';
import { ssoTarget } from './ssoHost';
import { withSsoRetry, type SsoResponse } from './ssoRequest';
import { sleep } from './sleep';

/** The AWS CLI renews a sign-in this long before its end. */
const renewBeforeMs = 5 * 60_000;

/**
 * The access token of a cached sign-in, which is renewed with OIDC shortly before its end. Throws
 * `sign-in-needed` if there is none or it has ended, or the network's failure if that is the cause.
 */
export async function loadSsoToken(sso: SsoConfig, context: CredentialContext): Promise<string> {
  const file = ssoCacheFile(sso, context.environment);
  const cached = await readSignIn(file);
  const accessToken = cached?.['accessToken'];
  if (!cached || typeof accessToken !== 'string' || accessToken === '')
    throw signInNeeded(sso, 'there is no sign-in');
  const leftMs = expiryOf(cached) - context.now();
  if (leftMs > (sso.isSession ? renewBeforeMs : 0)) return accessToken;
  if (!sso.isSession) throw signInNeeded(sso, 'the sign-in has expired');
  try {
    return await renew(sso, file, cached, context);
  } catch (error) {
    if (isCancelled(error)) throw error;
    if (leftMs > 0) return accessToken;
    // Another window or program may have renewed the sign-in, which makes the refresh token invalid.
    const renewed = await readSignIn(file);
    if (renewed && typeof renewed['accessToken'] === 'string' && expiryOf(renewed) > context.now())
      return renewed['accessToken'];
    throw renewalFailure(error, sso, context.now());
  }
}

async function renew(
  sso: SsoConfig,
  file: string,
  cached: SsoResponse,
  context: CredentialContext,
): Promise<string> {
  const { clientId, clientSecret, refreshToken } = cached;
  if (!clientId || !clientSecret || !refreshToken)
    throw signInNeeded(sso, 'the sign-in has expired');
  const { handler, now, signal } = context;
  const target = ssoTarget('oidc', sso.region, { ...context, profile: sso.profile });
  const body = { clientId, clientSecret, refreshToken, grantType: 'refresh_token' };
  const token = await withSsoRetry(
    () => callOidc(handler, target, '/token', body, signal),
    milliseconds => sleep(milliseconds, signal),
    now,
  );
  const accessToken = token['accessToken'];
  if (typeof accessToken !== 'string' || accessToken === '') {
    const reason = 'the answer has no accessToken';
    throw new Failure('bad-answer', sso.profile, { service: identityCenter, reason });
  }
  const expires = new Date(now() + oidcSeconds(token, 'expiresIn', 3600) * 1000);
  await writeSignIn(file, {
    ...cached,
    accessToken,
    expiresAt: expires.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(typeof token['refreshToken'] === 'string' && { refreshToken: token['refreshToken'] }),
  });
  return accessToken;
}

/** A refusal ends the sign-in; a failure of the network is reported as such. */
function renewalFailure(error: unknown, sso: SsoConfig, now: number): unknown {
  const facts = { subject: sso.profile, operation: 'GetCredentials', service: identityCenter, now };
  const failure = translateError(error, facts);
  const isServiceAnswer =
    isOidcError(error) || (isFailure(failure) && failure.details.status !== undefined);
  if (!isFailure(failure) || failure.code === 'proxy-answered' || !isServiceAnswer) return failure;
  return signInNeeded(sso, 'the sign-in has expired and could not be renewed');
}

function signInNeeded({ profile }: SsoConfig, reason: string): Failure {
  return new Failure('sign-in-needed', profile, { reason });
}

function expiryOf(signIn: SsoResponse): number {
  const milliseconds = Date.parse(String(signIn['expiresAt']).replace(/UTC$/, 'Z'));
  return Number.isFinite(milliseconds) ? milliseconds : 0;
}

async function readSignIn(file: string): Promise<SsoResponse | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as SsoResponse) : undefined;
  } catch {
    return undefined;
  }
}

/** The renewed sign-in is usable even if it cannot be saved, for example on a read-only disk. */
async function writeSignIn(file: string, content: SsoResponse): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(content)}\n`, { mode: 0o600 });
    await rename(temporary, file);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
