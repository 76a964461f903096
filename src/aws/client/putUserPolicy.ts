import { HttpRequest } from '@smithy/core/protocols';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { UserPolicy } from '../../core/awsAccess';
import type { SandboxConnection } from '../../core/connection';
import { Failure } from '../../core/failure';
import { withDeadline } from './withDeadline';
import { failureCodeForStatus } from '../errors/serviceFailure';
import { translateError } from '../errors/translateError';

const operation = 'PutUserPolicy';
const timeoutMs = 10_000;

/**
 * Calls `iam:PutUserPolicy` of the sandbox as the connection's user. Only the sandbox is called: the
 * extension never changes policies at AWS. Throws a `Failure`, `invalid-request` if the document is not
 * a policy.
 */
export async function putUserPolicy(
  { endpoint, region, accessKeyId, secretAccessKey }: SandboxConnection,
  { user, name, document }: UserPolicy,
  signal: AbortSignal,
): Promise<void> {
  const signer = new SignatureV4({
    service: 'iam',
    region,
    credentials: { accessKeyId, secretAccessKey: secretAccessKey.reveal() },
    sha256: Hash.bind(undefined, 'sha256'),
  });
  const { protocol, hostname, port, host } = new URL(endpoint);
  const form = new URLSearchParams({
    Action: operation,
    Version: '2010-05-08',
    UserName: user,
    PolicyName: name,
    PolicyDocument: document,
  });
  const signed = await signer.sign(
    new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      port: Number(port),
      path: '/',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    }),
  );
  const createTimeout = () =>
    new Failure('timeout', user, { operation, reason: 'no answer in time' });
  try {
    await withDeadline(timeoutMs, createTimeout, signal, async abortSignal => {
      const response = await fetch(`${endpoint}/`, {
        method: 'POST',
        headers: signed.headers,
        body: form.toString(),
        redirect: 'error',
        signal: abortSignal,
      });
      if (!response.ok) throw policyFailure(user, response.status, await response.text());
    });
  } catch (error) {
    throw translateError(fetchCause(error), { subject: user, operation, now: Date.now() });
  }
}

function policyFailure(user: string, status: number, body: string): Failure {
  const message = /<Message>([^<]*)<\/Message>/.exec(body)?.[1];
  const details = { operation, status, ...(message !== undefined && { message }) };
  return new Failure(failureCodeForStatus(status), user, details);
}

/** The error behind a `TypeError` of `fetch`, whose own message says only that it failed. */
function fetchCause(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}
