import { account, region } from './coordinates';
import { json, StubServer, xml, type Reply, type Seen } from './stubServer';
import type { World } from './world';

/** The services that credentials come from, and CodeArtifact, which they are for. */
export type Service = 'codeartifact' | 'sts' | 'sso' | 'oidc' | 'signin' | 'imds' | 'ecs';

/** `Expiration` an hour from now. */
export const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

const keys = { AccessKeyId: 'AKIDCLOUD', SecretAccessKey: 'cloud-secret', Token: 'cloud-token' };

/** STS's answer to an `AssumeRole…` action. */
export function assumed(action: string, accessKeyId = 'AKIDROLE'): Reply {
  return xml(
    200,
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>` +
      `<AssumedRoleUser><Arn>arn:aws:sts::${account}:assumed-role/dev/me</Arn></AssumedRoleUser>` +
      `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
      `<SessionToken>role-token</SessionToken><Expiration>${inAnHour()}</Expiration></Credentials>` +
      `</${action}Result></${action}Response>`,
  );
}

/** STS's refusal. */
export function stsError(status: number, code: string, message: string): Reply {
  return xml(
    status,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>` +
      `<Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
}

/** A refusal of the services that speak JSON. */
export function jsonError(status: number, type: string, body: Record<string, unknown> = {}): Reply {
  return json(status, { message: `${type} it is`, ...body }, { 'x-amzn-errortype': type });
}

/** Everything that an AWS SDK talks to, on one loopback port. Each service starts in good health. */
export class Cloud {
  readonly server = new StubServer();
  readonly replies: Record<Service, Reply> = {
    codeartifact: json(200, { domains: [] }),
    sts: (seen, response) =>
      assumed(new URLSearchParams(seen.body).get('Action') ?? '')(seen, response),
    sso: json(200, {
      roleCredentials: {
        accessKeyId: 'AKIDSSO',
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: Date.now() + 3_600_000,
      },
    }),
    oidc: json(200, { accessToken: 'renewed-access', expiresIn: 3600, refreshToken: 'next' }),
    signin: json(200, {
      accessToken: { accessKeyId: 'AKIDRENEWED', secretAccessKey: 's', sessionToken: 't' },
      tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      expiresIn: 900,
      refreshToken: 'next',
      idToken: 'id',
    }),
    imds: (seen, response) => {
      const found = /^\/latest\/api\/token$/.test(seen.path)
        ? 'imds-token'
        : seen.path.endsWith('/security-credentials/')
          ? 'my-role'
          : JSON.stringify({ ...keys, AccessKeyId: 'AKIDIMDS', Expiration: inAnHour() });
      response.writeHead(200).end(found);
    },
    ecs: (seen, response) =>
      json(200, { ...keys, AccessKeyId: 'AKIDECS', Expiration: inAnHour() })(seen, response),
  };

  #noteHanging = (): void => undefined;
  /** Resolves when the first request has come that is never answered. */
  readonly hanging = new Promise<void>(resolve => (this.#noteHanging = resolve));

  /** Hangs: the connection stays open without an answer. */
  readonly hang: Reply = () => this.#noteHanging();

  /** Listens, and is where `world` has its AWS services. */
  async start(world?: World): Promise<this> {
    this.server.reply = (seen, response) =>
      seen.path === '/hang' ? this.#noteHanging() : this.replies[serviceOf(seen)](seen, response);
    await this.server.start();
    world?.set(this.environment);
    return this;
  }

  /** The variables that lead every service here. */
  get environment(): Record<string, string> {
    const { origin } = this.server;
    return {
      AWS_ENDPOINT_URL_CODEARTIFACT: origin,
      AWS_ENDPOINT_URL_STS: origin,
      AWS_ENDPOINT_URL_SSO: origin,
      AWS_ENDPOINT_URL_SSO_OIDC: origin,
      AWS_ENDPOINT_URL_SIGNIN: origin,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: origin,
    };
  }

  /** The endpoint as user settings approve it. */
  get approved(): { origin: string; region: string }[] {
    return [{ origin: this.server.origin, region }];
  }

  /** The access keys that CodeArtifact was called with, in order. */
  get callers(): (string | undefined)[] {
    return this.server.requests
      .filter(it => serviceOf(it) === 'codeartifact')
      .map(it => /Credential=(\w+)\//.exec(it.headers.authorization ?? '')?.[1]);
  }

  /** What a service was asked. */
  asked(service: Service): Seen[] {
    return this.server.requests.filter(it => serviceOf(it) === service);
  }
}

function serviceOf({ path, body }: Seen): Service {
  if (path.startsWith('/v1/token')) return 'signin';
  if (path.startsWith('/v1/')) return 'codeartifact';
  if (path === '/token' || path.startsWith('/client') || path.startsWith('/device')) return 'oidc';
  if (path.startsWith('/federation/')) return 'sso';
  if (path.startsWith('/latest/')) return 'imds';
  if (path.startsWith('/ecs')) return 'ecs';
  return body.includes('Action=') ? 'sts' : 'codeartifact';
}
