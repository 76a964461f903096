import * as vscode from 'vscode';
import type { Failure, FailureCode } from '../../core/failure';
import {
  connectButton,
  copyDetailsButton,
  openFileAdvice,
  openSettingButton,
  openQuotasButton,
  refreshButton,
  runDoctorButton,
  showLogButton,
  signInButton,
  startSandboxButton,
  credentialsName,
} from './adviceButtons';
import { denialAdvice } from './denialAdvice';
import type { Advice } from './failureAdvice';
import { invalidRequestAdvice } from './invalidRequestAdvice';

const failureReason = ({ details }: Failure) =>
  details.reason ?? details.message ?? details.errno ?? '';
const serviceName = ({ details }: Failure) => details.service ?? 'CodeArtifact';
/** `: why`, where there is something to tell. */
const reasonSuffix = ({ details }: Failure) =>
  details.reason === undefined ? '' : `: ${details.reason}`;
const positionSuffix = ({ details }: Failure) =>
  details.line === undefined ? '' : `:${details.line}:${details.column ?? 1}`;

/**
 * One sentence or two for every code: what happened, to which of the user's things, what to do.
 * One long table on purpose: the sentences are to be read, and kept alike, side by side.
 */
const adviceByCode: Record<FailureCode, (failure: Failure) => Advice> = {
  'no-connection': failure => ({
    message: vscode.l10n.t(
      'No AWS connection can serve {0}. Connect with a profile that may use it.',
      failure.subject,
    ),
    button: connectButton(),
  }),
  'profile-missing': failure => ({
    message: vscode.l10n.t(
      'The AWS profile {0} is not in the AWS config files{1}. Choose another profile, or create it with "aws configure".',
      failure.subject,
      reasonSuffix(failure),
    ),
    button: connectButton(),
  }),
  'no-credentials': failure => ({
    message: vscode.l10n.t(
      'There are no usable AWS credentials for {0}{1}. Choose another profile, or sign in first.',
      credentialsName(failure),
      reasonSuffix(failure),
    ),
    button: connectButton(),
  }),
  'sign-in-needed': failure => ({
    message:
      failure.details.operation === 'SignIn'
        ? vscode.l10n.t(
            'The sign-in for {0} failed: {1}. Sign in again.',
            credentialsName(failure),
            failureReason(failure),
          )
        : vscode.l10n.t(
            'The AWS sign-in of {0} has expired. Sign in again, then retry.',
            credentialsName(failure),
          ),
    button: signInButton(failure),
  }),
  'cli-needed': failure => ({
    message: vscode.l10n.t(
      'Signing in for {0} requires the AWS CLI 2.32 or later ("aws login"): {1}. Install it, then sign in again.',
      failure.subject,
      failureReason(failure),
    ),
    button: {
      title: vscode.l10n.t('Install the AWS CLI'),
      command: 'vscode.open',
      args: [
        vscode.Uri.parse(
          'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
        ),
      ],
    },
  }),
  'mfa-needed': failure => ({
    message: vscode.l10n.t(
      '{0} requires a code from your MFA device, but none was entered.',
      credentialsName(failure),
    ),
    button: connectButton(),
  }),
  'credentials-expired': failure => ({
    message: vscode.l10n.t(
      'The AWS credentials of {0} have expired. Renew them, then retry.',
      credentialsName(failure),
    ),
    button: signInButton(failure),
  }),
  'credentials-invalid': failure => ({
    message:
      failure.details.reason === undefined
        ? vscode.l10n.t(
            'AWS does not accept the credentials of {0}: the access key is mistyped, inactive or from another partition, or its session token is missing.',
            credentialsName(failure),
          )
        : vscode.l10n.t(
            'The AWS credentials of {0} cannot be used: {1}. Correct the profile, then retry.',
            credentialsName(failure),
            failure.details.reason,
          ),
    button: connectButton(),
  }),
  'credential-process-failed': failure => ({
    message: vscode.l10n.t(
      'The credential_process of {0} failed: {1}.',
      failure.subject,
      failureReason(failure),
    ),
    button: connectButton(),
  }),
  'clock-skew': failure => ({
    message: vscode.l10n.t(
      'The clock of this machine differs too much from the time of AWS{0}. Set the clock, then retry.',
      reasonSuffix(failure),
    ),
    button: runDoctorButton(),
  }),
  'region-invalid': failure => ({
    message:
      failure.details.message === undefined
        ? vscode.l10n.t(
            '{0} is not an AWS region{1}. Connect again and pick one.',
            failure.subject,
            reasonSuffix(failure),
          )
        : vscode.l10n.t(
            '{0} cannot be used in the region {1}: {2}',
            serviceName(failure),
            failure.subject,
            failure.details.message,
          ),
    button: connectButton(),
  }),
  'endpoint-refused': failure => ({
    message: vscode.l10n.t(
      'Nothing was sent: the AWS configuration points to {0}, which is not an AWS endpoint. Remove endpoint_url or AWS_ENDPOINT_URL, or allow it in your user settings.',
      failure.details.host ?? failure.subject,
    ),
    button: openSettingButton('codeartifact.endpoints'),
  }),
  'sandbox-stopped': () => ({
    message: vscode.l10n.t('The sandbox is not running. Start it, then retry.'),
    button: startSandboxButton(),
  }),
  'sandbox-failed': failure => ({
    message: vscode.l10n.t('The sandbox could not start: {0}', failureReason(failure)),
    button: showLogButton(),
  }),
  'access-denied': denialAdvice,
  'not-found': failure =>
    failure.details.operation === undefined && failure.details.message !== undefined
      ? {
          message: vscode.l10n.t(
            '{0} was not found. {1}',
            failure.subject,
            failure.details.message,
          ),
          button: refreshButton(),
        }
      : {
          message: vscode.l10n.t(
            '{0} was not found. Check region, owner account and name. {1}',
            failure.subject,
            failure.details.message ?? '',
          ),
          button: runDoctorButton(),
        },
  conflict: failure => ({
    message: vscode.l10n.t(
      '{0} already exists or has been changed by someone else. {1}',
      failure.subject,
      failure.details.message ?? '',
    ),
    button: copyDetailsButton(failure),
  }),
  'invalid-request': invalidRequestAdvice,
  'quota-exceeded': failure => ({
    message: vscode.l10n.t(
      'A CodeArtifact quota is exceeded for {0}: {1}',
      failure.subject,
      [failure.details.resourceType, failureReason(failure)].filter(Boolean).join(', '),
    ),
    button: openQuotasButton(),
  }),
  throttled: failure => ({
    message:
      failure.details.retryAfterSeconds === undefined
        ? vscode.l10n.t(
            '{0} asks to slow down ({1}). Retry in a moment.',
            serviceName(failure),
            failure.subject,
          )
        : vscode.l10n.t(
            '{0} asks to slow down ({1}). Retry in {2} seconds.',
            serviceName(failure),
            failure.subject,
            failure.details.retryAfterSeconds,
          ),
    ...(failure.details.service === undefined && { button: openQuotasButton() }),
  }),
  'service-error': failure => ({
    message: vscode.l10n.t(
      '{0} had an error of its own with {1}. Retry in a moment. {2}',
      serviceName(failure),
      failure.subject,
      failure.details.requestId === undefined
        ? ''
        : vscode.l10n.t('(request {0})', failure.details.requestId),
    ),
    button: copyDetailsButton(failure),
  }),
  'bad-answer': failure => ({
    message: vscode.l10n.t(
      'The answer for {0} is not one that {1} gives: {2}. Is a proxy in between?',
      failure.subject,
      serviceName(failure),
      failureReason(failure),
    ),
    button: runDoctorButton(),
  }),
  'host-unknown': failure => ({
    message: vscode.l10n.t(
      'The host {0} was not found. Check that this machine is online and that the region has CodeArtifact.',
      failure.details.host ?? failure.subject,
    ),
    button: connectButton(),
  }),
  unreachable: failure => ({
    message: vscode.l10n.t(
      '{0} cannot be reached ({1}). Check the network, VPN and proxy, then retry.',
      failure.details.host ?? failure.subject,
      failure.details.errno ?? failureReason(failure),
    ),
    button: runDoctorButton(),
  }),
  timeout: failure => ({
    message: vscode.l10n.t(
      '{0} did not respond in time. Check the network, VPN and proxy, then retry.',
      failure.details.host ?? failure.subject,
    ),
    button: runDoctorButton(),
  }),
  tls: failure => ({
    message: vscode.l10n.t(
      'The certificate of {0} is not trusted ({1}). Behind a company proxy, add its certificate authority with NODE_EXTRA_CA_CERTS.',
      failure.details.host ?? failure.subject,
      failureReason(failure),
    ),
    button: runDoctorButton(),
  }),
  'proxy-answered': failure => ({
    message: vscode.l10n.t(
      'A proxy or sign-in page answered instead of AWS for {0}. Sign in to the network or set "http.proxy", then retry.',
      failure.details.host ?? failure.subject,
    ),
    button: runDoctorButton(),
  }),
  'settings-refused': failure => ({
    message: vscode.l10n.t(
      '{0}{1} cannot be changed safely: {2}. Nothing was written.',
      failure.subject,
      positionSuffix(failure),
      failureReason(failure),
    ),
    ...openFileAdvice(failure),
  }),
  'server-not-ours': failure => ({
    message: vscode.l10n.t(
      'The server "{0}" in settings.xml belongs to something else: {1}. Nothing was written.',
      failure.subject,
      failureReason(failure),
    ),
    ...openFileAdvice(failure),
  }),
  'server-conflict': failure => ({
    message: vscode.l10n.t(
      'The server id "{0}" is used for more than one domain: {1}. Give each its own id, for example domain-repository.',
      failure.subject,
      failureReason(failure),
    ),
    ...openFileAdvice(failure),
  }),
  'property-not-ours': failure => ({
    message: vscode.l10n.t(
      'The property "{0}" in gradle.properties belongs to something else: {1}. Nothing was written.',
      failure.subject,
      failureReason(failure),
    ),
    ...openFileAdvice(failure),
  }),
  'property-conflict': failure => ({
    message: vscode.l10n.t(
      'The Gradle property "{0}" is used for more than one domain: {1}. Give each its own, with "Use in Gradle".',
      failure.subject,
      failureReason(failure),
    ),
    ...openFileAdvice(failure),
  }),
  'nothing-found': failure => ({
    message: vscode.l10n.t(
      'No CodeArtifact repository is named in {0} or in a pom.xml here. Pick one in the CodeArtifact view and choose "Use in Maven".',
      failure.subject,
    ),
    button: { title: vscode.l10n.t('Open View'), command: 'codeartifact.explorer.focus' },
  }),
  'file-unreadable': failure => ({
    message: vscode.l10n.t('{0} cannot be read: {1}', failure.subject, failureReason(failure)),
    ...openFileAdvice(failure),
  }),
  'file-unwritable': failure => ({
    message: vscode.l10n.t(
      '{0} cannot be written: {1}. Nothing was changed.',
      failure.subject,
      failureReason(failure),
    ),
    ...openFileAdvice(failure),
  }),
  'file-changed': failure => ({
    message: vscode.l10n.t(
      '{0} is being changed by another program. Nothing was written; retry when it is done.',
      failure.subject,
    ),
    ...openFileAdvice(failure),
  }),
  'file-locked': failure => ({
    message: vscode.l10n.t(
      '{0} is locked by another program: {1}. Nothing was written.',
      failure.subject,
      failureReason(failure),
    ),
  }),
  'file-unsupported': failure => ({
    message: vscode.l10n.t(
      '{0} cannot be replaced safely: {1}. Nothing was written.',
      failure.subject,
      failureReason(failure),
    ),
  }),
  'disk-full': failure => ({
    message:
      failure.details.errno === undefined && failure.details.reason !== undefined
        ? vscode.l10n.t(
            'The disk of {0} has too little free space: {1}. Nothing was changed; free some space, then retry.',
            failure.subject,
            failure.details.reason,
          )
        : vscode.l10n.t(
            'The disk is full at {0}. Nothing was changed; free some space, then retry.',
            failure.subject,
          ),
  }),
  'home-unknown': () => ({
    message: vscode.l10n.t(
      'The home folder of this machine is not known, so Maven has no settings.xml here. Name one in the setting "maven.settingsFile".',
    ),
    button: openSettingButton('maven.settingsFile'),
  }),
  'publish-refused': failure => ({
    message: vscode.l10n.t(
      '{0} cannot be published: {1}.',
      failure.subject,
      failureReason(failure),
    ),
  }),
  'publish-blocked': failure => ({
    message: vscode.l10n.t(
      'The origin controls of {0} do not allow publishing. Ask who manages the package to change them, or use another package name. {1}',
      failure.subject,
      failure.details.message ?? '',
    ),
    button: copyDetailsButton(failure),
  }),
  'version-exists': failure => ({
    message: vscode.l10n.t(
      '{0} is already published, and versions are immutable: choose another version. {1}',
      failure.subject,
      failure.details.reason === undefined ? '' : vscode.l10n.t('({0})', failure.details.reason),
    ),
  }),
  'version-unavailable': failure => ({
    message: vscode.l10n.t(
      '{0} cannot be downloaded: its version is archived or disposed. {1}',
      failure.subject,
      failure.details.message ?? '',
    ),
  }),
  'hash-mismatch': failure => ({
    message:
      failure.details.operation === 'ListPackageVersionAssets'
        ? vscode.l10n.t(
            '{0} was published, but {1}. Do not use this version: publish another one, and if that differs too, tell who runs your network or AWS support.',
            failure.subject,
            failureReason(failure),
          )
        : vscode.l10n.t(
            '{0} is not what it should be: {1}. Do not use it; try again, and if it stays so, tell who runs your network or AWS support.',
            failure.subject,
            failureReason(failure),
          ),
    button: showLogButton(),
  }),
  'files-changed': failure => ({
    message: vscode.l10n.t(
      '{0} was changed while it was being packed or sent: {1}. It was not published; retry when nothing writes there.',
      failure.subject,
      failureReason(failure),
    ),
  }),
  'archive-too-large': failure => ({
    message: vscode.l10n.t(
      '{0} is too large to be published: {1}. Leave something out with a .codeartifactignore file.',
      failure.subject,
      failureReason(failure),
    ),
  }),
  'archive-refused': failure => ({
    message: vscode.l10n.t(
      '{0} is not unpacked: {1}. Nothing was written.',
      failure.subject,
      failureReason(failure),
    ),
  }),
  'target-exists': failure => ({
    message: vscode.l10n.t(
      '{0} already exists and was not changed. Choose another name.',
      failure.subject,
    ),
  }),
  untrusted: () => ({
    message: vscode.l10n.t(
      'This window is in Restricted Mode: the extension does not use files and tokens until you trust the folder.',
    ),
    button: { title: vscode.l10n.t('Manage Trust'), command: 'workbench.trust.manage' },
  }),
  'not-local': failure => ({
    message: vscode.l10n.t('{0} is not a file or folder on this machine.', failure.subject),
  }),
};

/** The sentence and the button for `failure`. */
export function advise(failure: Failure): Advice {
  const untrimmed = adviceByCode[failure.code](failure);
  // A sentence of the service's own may end it, or may not.
  return { ...untrimmed, message: untrimmed.message.trimEnd() };
}
