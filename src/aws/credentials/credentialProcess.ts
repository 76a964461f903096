import type { AwsCredentialIdentity } from '@smithy/types';
import path from 'node:path';
import { Failure } from '../../core/failure';
import type { Limits } from '../client/awsOptions';
import { withDeadline } from '../client/withDeadline';
import { runProcess } from './runProcess';
import { isJsonObject } from '../../shared/json';

/** The `credential_process` of a profile, and the limits that it runs under. */
export interface CredentialProcess {
  readonly profile: string;
  readonly commandLine: string;
  readonly limits: Limits;
  readonly now: () => number;
}

/**
 * Runs a `credential_process` and parses its credentials. Throws `credential-process-failed` with the
 * program and the problem, but without its arguments and output, which may contain secrets. The SDK's
 * own provider has no deadline and puts the command line and stderr into its message.
 * Source: AWS SDKs and Tools Reference Guide, "Process credential provider".
 */
export async function processCredentials(
  { profile, commandLine, limits, now }: CredentialProcess,
  signal: AbortSignal,
): Promise<AwsCredentialIdentity> {
  const program = programName(commandLine);
  const fail = (reason: string, errno?: string): Failure =>
    new Failure('credential-process-failed', profile, {
      reason: `${program} ${reason}`,
      ...(errno === undefined ? {} : { errno }),
    });
  const end = await withDeadline(
    limits.processMs,
    () => fail(`did not finish within ${limits.processMs / 1000} s`),
    signal,
    both => runProcess(commandLine, both),
    limits.startTimer,
  );
  if (end.errno !== undefined) throw fail('could not be started', end.errno);
  if (end.exitCode === undefined) throw fail('was killed');
  if (end.exitCode === 127 || end.exitCode === 126) {
    throw fail(`was not found or may not run (exit code ${end.exitCode})`);
  }
  if (end.exitCode !== 0) throw fail(`ended with exit code ${end.exitCode}`);
  return readCredentials(end.stdout, now(), fail);
}

/** The name of the program in a command line, without its folder and quotes. */
export function programName(commandLine: string): string {
  const [, double, single, bare] = /^\s*(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(commandLine) ?? [];
  const program = double ?? single ?? bare ?? '';
  // In `NAME=secret program` the first word is a variable and may hold a secret.
  if (program.includes('=')) return 'the program';
  return path.win32.basename(program) || 'the program';
}

function readCredentials(
  stdout: string,
  now: number,
  fail: (reason: string) => Failure,
): AwsCredentialIdentity {
  const data = parseObject(stdout);
  if (!data) throw fail('did not print valid JSON');
  if (data['Version'] !== 1) throw fail('did not print credentials of Version 1');
  const text = (key: string): string | undefined => {
    const value = data[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const accessKeyId = text('AccessKeyId');
  const secretAccessKey = text('SecretAccessKey');
  if (!accessKeyId || !secretAccessKey) throw fail('printed no access key');
  const sessionToken = text('SessionToken');
  const expires = text('Expiration');
  const expiration = expires === undefined ? undefined : new Date(expires);
  if (expiration && Number.isNaN(expiration.getTime())) throw fail('printed an unreadable expiry');
  if (expiration && expiration.getTime() <= now)
    throw fail('printed credentials that have expired');
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(expiration && { expiration }),
  };
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
