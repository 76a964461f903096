import { Failure, type FailureCode } from '../../core/failure';
import { withoutMessage } from './withoutMessage';

type MessageRule = readonly [
  shape: RegExp,
  code: FailureCode,
  reason: (match: RegExpExecArray) => string,
];

const constantReason = (reason: string) => (): string => reason;

// The SDK's credential and token providers throw errors that can be told apart only by their message.
const messageRules: readonly MessageRule[] = [
  [
    /Unexpected token '?</,
    'proxy-answered',
    constantReason('a proxy or a sign-in page answered instead of AWS'),
  ],
  [
    /SyntaxError|Unexpected (?:token|end)|is not valid JSON/,
    'bad-answer',
    constantReason('the answer could not be read'),
  ],
  [
    /ForbiddenException|No access/,
    'access-denied',
    constantReason('the account or role is no longer assigned to you'),
  ],
  [/UnauthorizedException/, 'sign-in-needed', constantReason('the sign-in is no longer accepted')],
  [
    /SSO session token associated with profile=.* was not found or is invalid/,
    'sign-in-needed',
    constantReason('nobody is signed in'),
  ],
  [
    /SSO session associated with this profile is invalid/,
    'sign-in-needed',
    constantReason('nobody is signed in'),
  ],
  [
    /SSO session associated with this profile has expired|Token is expired/,
    'sign-in-needed',
    constantReason('the sign-in has expired'),
  ],
  [
    /Value not present for '\w+' in SSO Token/,
    'sign-in-needed',
    constantReason('the sign-in cannot be renewed'),
  ],
  [
    /Failed to load (?:a )?token|aws login|re-?authenticate/i,
    'sign-in-needed',
    constantReason('the session of aws login is missing or over'),
  ],
  [
    /multi-factor authentication/,
    'mfa-needed',
    constantReason('nobody can be asked for the code now'),
  ],
  [
    /Sso session '(.*)' could not be found/,
    'no-credentials',
    match => `its sso-session ${match[1] ?? ''} is not defined`,
  ],
  [
    /Sso session '.*' is missing required property '(\w+)'/,
    'no-credentials',
    match => `its sso-session does not set ${match[1] ?? ''}`,
  ],
  [
    /configured with invalid SSO credentials/,
    'no-credentials',
    constantReason('sso_account_id, sso_region, sso_role_name or sso_start_url is missing'),
  ],
  [
    /Conflicting SSO (region|start_url)/,
    'credentials-invalid',
    match =>
      `its sso_${match[1] === 'region' ? 'region' : 'start_url'} differs from that of its sso-session`,
  ],
  [
    /SSO returns an invalid temporary credential/,
    'bad-answer',
    constantReason('the sign-in service gave no credentials'),
  ],
  [
    /Unsupported credential source/,
    'no-credentials',
    constantReason('credential_source must be Environment, Ec2InstanceMetadata or EcsContainer'),
  ],
  [/Invalid response from STS/, 'bad-answer', constantReason('STS gave no credentials')],
  [
    /metadata service|Metadata v1 fallback|HTTP credential provider|Server responded with status/,
    'no-credentials',
    constantReason('the credentials service of this machine gave none'),
  ],
  [
    /ENOENT.*open '/,
    'no-credentials',
    constantReason('a file that the profile names does not exist'),
  ],
];

/** The failure that an error of one of the SDK's credential providers stands for. */
export function providerFailure(error: Error, subject: string): Failure {
  for (const [shape, code, reason] of messageRules) {
    const match = shape.exec(error.message);
    if (match)
      return new Failure(
        code,
        subject,
        { reason: reason(match) },
        { cause: withoutMessage(error) },
      );
  }
  return new Failure(
    'no-credentials',
    subject,
    { reason: 'the credentials could not be read' },
    { cause: withoutMessage(error) },
  );
}
