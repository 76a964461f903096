import { patterns } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import type { SignInPorts } from '../../core/signIn';
import { defaultLimits, type AwsOptions } from '../client/awsOptions';
import { untilAborted } from '../errors/cancelled';
import { withDeadline } from '../client/deadline';
import { GuardedHandler, openSockets } from '../client/guardedHandler';
import { networkFailure } from '../errors/networkFailure';
import { askOidc, isOidcRefusal, oidcSeconds, oidcText, type OidcAnswer } from './oidc';
import { readSharedConfig } from './sharedConfig';
import { ssoCacheFile, ssoTarget, type SsoTarget } from './ssoTarget';
import type { Allowed, Target } from '../client/target';
import { translated } from '../errors/translate';

/** What signing in needs to know of the world. */
export type SignInOptions = Pick<AwsOptions, 'environment' | 'approved' | 'limits' | 'now'> & {
  /** Waits; the system's timer when absent. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

interface Talk {
  readonly ask: (path: string, body: Readonly<Record<string, unknown>>) => Promise<OidcAnswer>;
  readonly profile: string;
  readonly target: SsoTarget;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Signs in to what `profile` takes its credentials from with IAM Identity Center, by the device
 * authorization that works on a remote machine as well, and writes the sign-in where the AWS CLI and
 * every SDK read it. Throws `sign-in-needed` when the user declines or lets the code expire.
 */
export async function signIn(
  profile: string,
  ports: SignInPorts,
  options: SignInOptions,
  signal: AbortSignal,
): Promise<void> {
  const { environment, approved, limits = defaultLimits, now = Date.now } = options;
  const target = ssoTarget(profile, await readSharedConfig(environment));
  if (!patterns.region.test(target.region)) throw new Failure('region-invalid', target.region);
  const allowed = { aws: true, origins: approved.map(({ origin }) => origin) };
  const sockets = openSockets(limits);
  const handler = new GuardedHandler(sockets, allowed, signal);
  const host = oidcHost(target, environment);
  const wait = options.wait ?? sleep;
  const late = (): Failure => new Failure('timeout', profile, { operation: 'SignIn' });
  try {
    const token = await authorize(ports, allowed, {
      ask: (path, body) =>
        withDeadline(
          limits.answerMs,
          late,
          signal,
          both => askOidc(handler, host, path, body, both),
          limits.startTimer,
        ),
      profile,
      target,
      now,
      wait: milliseconds => untilAborted(wait(milliseconds, signal), signal),
    });
    await ports.write(ssoCacheFile(target, environment), `${JSON.stringify(token)}\n`, signal);
  } catch (error) {
    throw translated(error, { subject: profile, operation: 'SignIn', now: now() });
  } finally {
    sockets.destroy();
  }
}

/** The content of the file that the CLI would write. */
async function authorize(ports: SignInPorts, allowed: Allowed, talk: Talk): Promise<object> {
  const { ask, profile, target, now } = talk;
  const { startUrl, region, scopes } = target;
  const client = await ask('/client/register', {
    clientName: 'CodeArtifact for Java',
    clientType: 'public',
    ...(scopes.length > 0 && { scopes }),
  });
  const clientId = oidcText(client, 'clientId', profile);
  const clientSecret = oidcText(client, 'clientSecret', profile);
  const device = await ask('/device_authorization', { clientId, clientSecret, startUrl });
  const url = oidcText(device, 'verificationUriComplete', profile);
  checkPage(url, allowed, profile);
  const expires = new Date(now() + oidcSeconds(device, 'expiresIn', 600) * 1000);
  ports.show({ userCode: oidcText(device, 'userCode', profile), url, expires });
  const token = await waitForToken(talk, device, { clientId, clientSecret }, expires);
  const lifeMs = oidcSeconds(token, 'expiresIn', 3600) * 1000;
  const refreshToken = token['refreshToken'];
  return {
    startUrl,
    region,
    clientId,
    clientSecret,
    accessToken: oidcText(token, 'accessToken', profile),
    expiresAt: iso(now() + lifeMs),
    registrationExpiresAt: iso(oidcSeconds(client, 'clientSecretExpiresAt', now() / 1000) * 1000),
    ...(typeof refreshToken === 'string' && { refreshToken }),
  };
}

/** Asks until the user has answered on the page, in the rhythm that OIDC wants. */
async function waitForToken(
  { ask, profile, now, wait }: Talk,
  device: OidcAnswer,
  client: { readonly clientId: string; readonly clientSecret: string },
  expires: Date,
): Promise<OidcAnswer> {
  const deviceCode = oidcText(device, 'deviceCode', profile);
  let intervalSeconds = oidcSeconds(device, 'interval', 5);
  const over = (reason: string): Failure =>
    new Failure('sign-in-needed', profile, { operation: 'SignIn', reason });
  while (now() < expires.getTime()) {
    await wait(intervalSeconds * 1000);
    try {
      return await ask('/token', { ...client, grantType, deviceCode });
    } catch (error) {
      if (isPassing(error)) continue;
      if (!isOidcRefusal(error)) throw error;
      if (error.error === 'access_denied') throw over('the request was declined in the browser');
      if (error.error === 'expired_token') break;
      if (error.error === 'slow_down') intervalSeconds += 5;
      else if (error.error !== 'authorization_pending') throw error;
    }
  }
  throw over('nobody confirmed the code in time');
}

/** The user is busy in the browser: a network that comes and goes need not end that. */
function isPassing(error: unknown): boolean {
  if (isFailure(error)) return error.code === 'timeout';
  return error instanceof Error && networkFailure(error)?.code === 'unreachable';
}

/** Where OIDC is for `target`: where the environment says, else at AWS. */
export function oidcHost(
  { region }: Pick<SsoTarget, 'region'>,
  environment: AwsOptions['environment'],
): Target {
  const named = environment['AWS_ENDPOINT_URL_SSO_OIDC'] ?? environment['AWS_ENDPOINT_URL'];
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = named ? new URL(named) : new URL(`https://oidc.${region}.${suffix}`);
  const { protocol, hostname, port } = url;
  return { protocol, hostname, port: port === '' ? undefined : Number(port) };
}

/** What is opened in the browser comes from an answer: a web page it must be, and a safe one. */
function checkPage(url: string, { origins }: Allowed, profile: string): void {
  const page = URL.canParse(url) ? new URL(url) : undefined;
  if (page?.protocol === 'https:' || (page && origins.includes(page.origin))) return;
  const reason = 'the page to sign in on is no https page';
  throw new Failure('bad-answer', profile, { operation: 'SignIn', reason });
}

/** As the CLI writes times: without fractions of a second. */
function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
