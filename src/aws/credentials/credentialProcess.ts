import type { AwsCredentialIdentity } from '@smithy/types';
import path from 'node:path';
import { Failure } from '../../core/failure';
import type { Limits } from '../client/awsOptions';
import { withDeadline } from '../client/withDeadline';
import { runProcess } from './runProcess';
import { isJsonObject } from '../../shared/json';

/** A profile's `credential_process`. */
export interface CredentialProcess {
  readonly profile: string;
  readonly commandLine: string;
  readonly limits: Limits;
  readonly now: () => number;
}

/**
 * The credentials that a `credential_process` prints. Anything else than valid, unexpired
 * credentials in time is a `credential-process-failed` that names the program and how it ended:
 * neither its arguments nor what it printed, which may be secrets. The SDK's own provider has no
 * limit of time and puts the whole command line and stderr into its message.
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

/** The program of a command line without its folder; it may be quoted and hold spaces. */
export function programName(commandLine: string): string {
  const [, double, single, bare] = /^\s*(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(commandLine) ?? [];
  const program = double ?? single ?? bare ?? '';
  // `NAME=secret program`: a variable set for the program is not its name.
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
