import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SandboxServer } from '../../../../src/sandbox/sandboxServer';

/** Who asks, and how; the sandbox's first user asks IAM where nothing else is said. */
export interface AskOptions {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly service?: string;
  readonly region?: string;
}

/** Sends `form` to IAM, signed; gives the status and the answer's XML without its namespace. */
export async function askIam(
  { announcement }: SandboxServer,
  form: Readonly<Record<string, string>>,
  options: AskOptions = {},
): Promise<{ readonly status: number; readonly xml: string }> {
  const { endpoint, region, accessKeyId, secretAccessKey } = { ...announcement, ...options };
  const signer = new SignatureV4({
    service: options.service ?? 'iam',
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: Hash.bind(undefined, 'sha256'),
  });
  const { protocol, hostname, port, host } = new URL(endpoint);
  const body = new URLSearchParams({ Version: '2010-05-08', ...form }).toString();
  const { headers } = await signer.sign(
    new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      port: Number(port),
      path: '/',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    }),
  );
  const answer = await fetch(`${endpoint}/`, { method: 'POST', headers, body });
  return { status: answer.status, xml: (await answer.text()).replace(/ xmlns="[^"]*"/, '') };
}

/** The text of the first element `name` in `xml`. */
export function textOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
