import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
} from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { readFile } from 'node:fs/promises';
import { patterns } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { createStsClient } from '../client/clients';
import { configuredEndpoint } from '../client/configuredEndpoint';
import { withCredentialDeadline } from '../client/withDeadline';
import { translateError } from '../errors/translateError';
import type { CredentialContext } from './credentialContext';
import { askForMfaCode } from './mfaCode';

/** The credentials that assume a role. */
export interface RoleSource {
  readonly credentials: AwsCredentialIdentity;
  /** Whether these credentials are a role's themselves. */
  readonly isRole: boolean;
}

/** The web identity of a profile or of the environment. */
export interface WebIdentity {
  readonly tokenFile: string;
  readonly roleArn: string;
  readonly sessionName: string | undefined;
}

const maxChainedSeconds = 3600;
const noCredentials: AwsCredentialIdentity = { accessKeyId: '', secretAccessKey: '' };

/** Assumes the role of `profile` with the credentials of its source. Throws a `Failure`. */
export async function assumeRole(
  profile: string,
  source: RoleSource,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const section = context.shared.profiles.get(profile) ?? {};
  const device = section['mfa_serial'];
  const code = device === undefined ? undefined : await askForMfaCode(profile, device, context);
  const durationSeconds = wholeNumber(section['duration_seconds']);
  const externalId = section['external_id'];
  const command = new AssumeRoleCommand({
    RoleArn: section['role_arn'],
    RoleSessionName: section['role_session_name'] || defaultSessionName(context),
    ...(externalId && { ExternalId: externalId }),
    ...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
    ...(device && { SerialNumber: device }),
    ...(code !== undefined && { TokenCode: code }),
  });
  const client = stsClient(profile, source.credentials, context);
  try {
    return await callSts(profile, context, async abortSignal => {
      const { Credentials: assumed } = await client.send(command, { abortSignal });
      return assumed;
    });
  } catch (error) {
    if (!isFailure(error) || error.code !== 'invalid-request') throw error;
    if (!source.isRole || (durationSeconds ?? 0) <= maxChainedSeconds) throw error;
    const reason =
      `AssumeRole: duration_seconds = ${durationSeconds} of the profile ${profile} is more than ` +
      `1 hour (${maxChainedSeconds} s), the limit for a role that another role assumes`;
    throw new Failure(error.code, profile, { ...error.details, reason }, { cause: error.cause });
  }
}

/** Assumes a role with the token in a file, for `profile`. Throws a `Failure`. */
export async function assumeRoleWithWebIdentity(
  profile: string,
  { tokenFile, roleArn, sessionName }: WebIdentity,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const token = await readFile(tokenFile, 'utf8').catch((error: unknown) => {
    const errno = (error as NodeJS.ErrnoException).code ?? 'EIO';
    const reason = `the web identity token file ${tokenFile} cannot be read (${errno})`;
    throw new Failure('no-credentials', profile, { reason, errno, file: tokenFile });
  });
  const client = stsClient(profile, noCredentials, context);
  const command = new AssumeRoleWithWebIdentityCommand({
    RoleArn: roleArn,
    RoleSessionName: sessionName || defaultSessionName(context),
    WebIdentityToken: token.trim(),
  });
  return callSts(profile, context, async abortSignal => {
    const { Credentials: assumed } = await client.send(command, { abortSignal });
    return assumed;
  });
}

function stsClient(
  profile: string,
  credentials: AwsCredentialIdentity,
  { shared, region, endpoints, environment, variants, handler, allowed }: CredentialContext,
) {
  const ownRegion = shared.profiles.get(profile)?.['region'] || region;
  if (!patterns.region.test(ownRegion)) {
    const reason = `the profile ${profile} sets region = ${ownRegion}`;
    throw new Failure('region-invalid', ownRegion, { operation: 'GetCredentials', reason });
  }
  const endpoint = endpoints.sts ?? configuredEndpoint('sts', profile, environment, shared);
  return createStsClient({ region: ownRegion, credentials, endpoint, variants, handler, allowed });
}

function callSts(
  profile: string,
  context: CredentialContext,
  send: (abortSignal: AbortSignal) => Promise<Credentials | undefined>,
): Promise<AwsCredentialIdentity> {
  const { shared, region, now, handler } = context;
  const facts = {
    subject: profile,
    operation: 'GetCredentials',
    service: 'STS',
    region: shared.profiles.get(profile)?.['region'] || region,
  };
  return withCredentialDeadline(profile, context, async abortSignal => {
    try {
      return toIdentity(await send(abortSignal), profile);
    } catch (error) {
      const { lastError } = handler;
      throw translateError(isFailure(lastError) ? lastError : error, { ...facts, now: now() });
    }
  });
}

function toIdentity(assumed: Credentials | undefined, profile: string): AwsCredentialIdentity {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = assumed ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    const reason = 'STS returned no credentials';
    throw new Failure('bad-answer', profile, { service: 'STS', reason });
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration && { expiration: Expiration }),
  };
}

/** The AWS CLI ignores a duration that is not a number, and so does this. */
function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

function defaultSessionName({ now }: CredentialContext): string {
  return `codeartifact-for-java-${now()}`;
}
