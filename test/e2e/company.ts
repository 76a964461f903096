import { account } from '../unit/aws/coordinates';
import { Cloud, jsonError } from '../unit/aws/cloud';
import { json, xml, type Reply } from '../unit/aws/stubServer';

/** The code that the page and the window must both show. */
export const userCode = 'ABCD-EFGH';

/** What the AWS CLI gets when it signs in by itself: good until the company is gone. */
export const cliAccess = 'cli-access';

/** The session of single sign-on that the profile `corp` takes its credentials from. */
export const ssoSession = 'corp';

/** The session of `aws login` that the profile `console` takes its credentials from. */
export const consoleSession = `arn:aws:iam::${account}:user/console`;

/** The page on which people confirm it, as AWS has one. */
export const signInPage = 'https://device.sso.eu-west-1.amazonaws.com/';

const html = `<!doctype html><title>Sign in</title><h1>${userCode}</h1>
<form method="post" action="/allow"><button>Allow</button></form>`;

/**
 * AWS as a company has it: people sign in on a page and get a role for a while; one old access key
 * is still about. All on one loopback port.
 */
export class Company {
  readonly cloud = new Cloud();
  #confirmed = false;
  #signedIn = false;

  async start(): Promise<this> {
    const { replies } = this.cloud;
    replies.oidc = (seen, response) => this.#oidc(seen.path)(seen, response);
    replies.sso = (seen, response) => {
      const isIn = this.#signedIn || seen.headers['x-amz-sso_bearer_token'] === cliAccess;
      const reply = isIn ? this.#roleCredentials() : jsonError(401, 'UnauthorizedException');
      reply(seen, response);
    };
    replies.sts = (seen, response) => {
      const isRole = seen.headers.authorization?.includes('ASIACORP') === true;
      const who = isRole
        ? `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/me@corp.example`
        : `arn:aws:iam::${account}:user/ci`;
      xml(
        200,
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
          `<Arn>${who}</Arn><UserId>u</UserId><Account>${account}</Account>` +
          `</GetCallerIdentityResult></GetCallerIdentityResponse>`,
      )(seen, response);
    };
    replies.codeartifact = (seen, response) => this.#codeArtifact(seen.path)(seen, response);
    await this.cloud.start();
    return this;
  }

  /** What the page answers to a browser. */
  page(method: string): string {
    if (method === 'POST') this.#confirmed = true;
    return method === 'POST' ? '<h1>Done</h1>' : html;
  }

  get origin(): string {
    return this.cloud.server.origin;
  }

  /** The day is over: nobody is signed in any more. */
  expire(): void {
    this.#confirmed = false;
    this.#signedIn = false;
  }

  /** The network goes, until what this resolves to is called. */
  async away(): Promise<() => Promise<void>> {
    const { server } = this.cloud;
    const { port } = server;
    await server.stop();
    return async () => {
      await server.start(port);
    };
  }

  async stop(): Promise<void> {
    await this.cloud.server.stop();
  }

  /** What the company's people have in their AWS config file. */
  get config(): string {
    return [
      `[profile corp]\nsso_session = ${ssoSession}\nsso_account_id = ${account}\nsso_role_name = Developer`,
      `region = eu-west-1\n`,
      `[sso-session ${ssoSession}]\nsso_start_url = ${this.origin}/start\nsso_region = eu-west-1`,
      `sso_registration_scopes = sso:account:access\n`,
      `[profile console]\nlogin_session = ${consoleSession}\nregion = eu-west-1\n`,
      `[profile old]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = old-secret`,
      `region = eu-west-1\n`,
    ].join('\n');
  }

  #oidc(path: string): Reply {
    switch (path) {
      case '/client/register':
        return json(200, {
          clientId: 'client',
          clientSecret: 'client-secret',
          clientSecretExpiresAt: 4_000_000_000,
        });
      case '/device_authorization':
        return json(200, {
          deviceCode: 'device',
          userCode,
          expiresIn: 600,
          interval: 1,
          verificationUriComplete: `${signInPage}?user_code=${userCode}`,
        });
      default:
        if (!this.#confirmed)
          return jsonError(400, 'AuthorizationPendingException', {
            error: 'authorization_pending',
          });
        this.#signedIn = true;
        return json(200, { accessToken: 'sso-access', expiresIn: 3600 });
    }
  }

  /** They live so shortly that every call asks for new ones. */
  #roleCredentials(): Reply {
    const keys = { accessKeyId: 'ASIACORP', secretAccessKey: 's', sessionToken: 't' };
    return json(200, { roleCredentials: { ...keys, expiration: Date.now() + 60_000 } });
  }

  /** How many tokens it was asked for. */
  get tokensAsked(): number {
    return this.cloud.asked('codeartifact').filter(it => it.path === '/v1/authorization-token')
      .length;
  }

  #token(): Reply {
    const expiration = Math.floor(Date.now() / 1000) + 43_200;
    return json(200, { authorizationToken: `fresh-token-${this.tokensAsked}`, expiration });
  }

  #codeArtifact(path: string): Reply {
    if (path === '/v1/authorization-token') return this.#token();
    if (path === '/v1/domains') return json(200, { domains: [{ name: 'team', owner: account }] });
    return json(200, { repositories: [{ name: 'releases' }] });
  }
}
