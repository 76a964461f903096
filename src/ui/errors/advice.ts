import * as vscode from 'vscode';
import type { Failure, FailureCode } from '../../core/failure';
import {
  connect,
  copyDetails,
  openFile,
  openSetting,
  quotas,
  refreshView,
  runDoctor,
  showLog,
  signIn,
  startSandbox,
  whose,
  type AdviceButton,
} from './adviceButtons';
import { denialAdvice } from './denialAdvice';
import { invalidRequestAdvice } from './invalidRequestAdvice';

/** What a failure says to the person, and the one button that ends it. */
export interface Advice {
  readonly message: string;
  readonly button?: AdviceButton;
}

const { t } = vscode.l10n;
const because = ({ details }: Failure) => details.reason ?? details.message ?? details.errno ?? '';
/** `: why`, where there is something to tell. */
const why = ({ details }: Failure) => (details.reason === undefined ? '' : `: ${details.reason}`);
const at = ({ details }: Failure) =>
  details.line === undefined ? '' : `:${details.line}:${details.column ?? 1}`;

/**
 * One sentence or two for every code: what happened, to which of the user's things, what to do.
 * One long table on purpose: the sentences are to be read, and kept alike, side by side.
 */
const advice: Record<FailureCode, (failure: Failure) => Advice> = {
  'no-connection': it => ({
    message: t(
      'No AWS connection can serve {0}. Connect with a profile that may use it.',
      it.subject,
    ),
    button: connect(),
  }),
  'profile-missing': it => ({
    message: t(
      'The AWS profile {0} does not exist (any more) in the AWS config files{1}. Choose another, or create it with "aws configure".',
      it.subject,
      why(it),
    ),
    button: connect(),
  }),
  'no-credentials': it => ({
    message: t(
      'There are no usable AWS credentials for {0}{1}. Choose another profile, or sign in first.',
      whose(it),
      why(it),
    ),
    button: connect(),
  }),
  'sign-in-needed': it => ({
    message:
      it.details.operation === 'SignIn'
        ? t('The sign-in for {0} did not come about: {1}. Sign in again.', whose(it), because(it))
        : t('The AWS sign-in of {0} has ended. Sign in again, then retry.', whose(it)),
    button: signIn(it),
  }),
  'cli-needed': it => ({
    message: t(
      'Only the AWS CLI, from 2.32 on, can sign in for {0} ("aws login"): {1}. Install it, then sign in again.',
      it.subject,
      because(it),
    ),
    button: {
      title: t('Install the AWS CLI'),
      command: 'vscode.open',
      args: [
        vscode.Uri.parse(
          'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
        ),
      ],
    },
  }),
  'mfa-needed': it => ({
    message: t('A code of your MFA device is needed for {0}, and none was given.', whose(it)),
    button: connect(),
  }),
  'credentials-expired': it => ({
    message: t('The AWS credentials of {0} have expired. Renew them, then retry.', whose(it)),
    button: signIn(it),
  }),
  'credentials-invalid': it => ({
    message:
      it.details.reason === undefined
        ? t(
            'AWS does not accept the credentials of {0}: the key is mistyped, deactivated, of another partition, or its session token is missing.',
            whose(it),
          )
        : t(
            'The AWS credentials of {0} cannot be used: {1}. Mend the profile, then retry.',
            whose(it),
            it.details.reason,
          ),
    button: connect(),
  }),
  'credential-process-failed': it => ({
    message: t('The credential_process of {0} failed: {1}.', it.subject, because(it)),
    button: connect(),
  }),
  'clock-skew': it => ({
    message: t(
      'The clock of this machine is too far off for AWS{0}. Set the time, then retry.',
      why(it),
    ),
    button: runDoctor(),
  }),
  'region-invalid': it => ({
    message: t('{0} is not an AWS region. Connect again and pick one.', it.subject),
    button: connect(),
  }),
  'endpoint-refused': it => ({
    message: t(
      'Nothing was sent: the AWS configuration points to {0}, which is not an AWS endpoint. Remove endpoint_url or AWS_ENDPOINT_URL, or allow it in your user settings.',
      it.details.host ?? it.subject,
    ),
    button: openSetting('codeartifact.endpoints'),
  }),
  'sandbox-stopped': () => ({
    message: t('The sandbox does not run. Start it, then retry.'),
    button: startSandbox(),
  }),
  'sandbox-failed': it => ({
    message: t('The sandbox could not start: {0}', because(it)),
    button: showLog(),
  }),
  'access-denied': denialAdvice,
  'not-found': it =>
    it.details.operation === undefined && it.details.message !== undefined
      ? {
          message: t('{0} was not found. {1}', it.subject, it.details.message),
          button: refreshView(),
        }
      : {
          message: t(
            '{0} was not found. Check region, owner account and name. {1}',
            it.subject,
            it.details.message ?? '',
          ),
          button: runDoctor(),
        },
  conflict: it => ({
    message: t(
      '{0} exists already, or was changed meanwhile. {1}',
      it.subject,
      it.details.message ?? '',
    ),
    button: copyDetails(it),
  }),
  'invalid-request': invalidRequestAdvice,
  'quota-exceeded': it => ({
    message: t(
      'A quota of CodeArtifact is used up for {0}: {1}',
      it.subject,
      [it.details.resourceType, because(it)].filter(Boolean).join(', '),
    ),
    button: quotas(),
  }),
  throttled: it => ({
    message: t('CodeArtifact asks to slow down ({0}). Retry in a moment.', it.subject),
    button: quotas(),
  }),
  'service-error': it => ({
    message: t(
      'CodeArtifact had an error of its own with {0}. Retry in a moment. {1}',
      it.subject,
      it.details.requestId === undefined ? '' : t('(request {0})', it.details.requestId),
    ),
    button: copyDetails(it),
  }),
  'bad-answer': it => ({
    message: t(
      'The answer for {0} is not one that CodeArtifact gives: {1}. Is a proxy in between?',
      it.subject,
      because(it),
    ),
    button: runDoctor(),
  }),
  'host-unknown': it => ({
    message: t(
      '{0} has no address. Is this machine online, and does the region have CodeArtifact?',
      it.details.host ?? it.subject,
    ),
    button: connect(),
  }),
  unreachable: it => ({
    message: t(
      '{0} cannot be reached ({1}). Check the network, VPN and proxy, then retry.',
      it.details.host ?? it.subject,
      it.details.errno ?? because(it),
    ),
    button: runDoctor(),
  }),
  timeout: it => ({
    message: t(
      'No answer from {0} in time. Check the network, VPN and proxy, then retry.',
      it.details.host ?? it.subject,
    ),
    button: runDoctor(),
  }),
  tls: it => ({
    message: t(
      'The certificate of {0} is not trusted here ({1}). Behind a company proxy, add its certificate authority with NODE_EXTRA_CA_CERTS.',
      it.details.host ?? it.subject,
      because(it),
    ),
    button: runDoctor(),
  }),
  'proxy-answered': it => ({
    message: t(
      'A proxy or sign-in page answered instead of AWS for {0}. Sign in to the network or set "http.proxy", then retry.',
      it.details.host ?? it.subject,
    ),
    button: runDoctor(),
  }),
  'settings-refused': it => ({
    message: t(
      '{0}{1} cannot be changed safely: {2}. Nothing was written.',
      it.subject,
      at(it),
      because(it),
    ),
    ...openFile(it),
  }),
  'server-not-ours': it => ({
    message: t(
      'The server "{0}" in settings.xml belongs to something else: {1}. Nothing was written.',
      it.subject,
      because(it),
    ),
    ...openFile(it),
  }),
  'server-conflict': it => ({
    message: t(
      'The server id "{0}" is used for more than one domain: {1}. Give each its own id, for example domain-repository.',
      it.subject,
      because(it),
    ),
    ...openFile(it),
  }),
  'property-not-ours': it => ({
    message: t(
      'The property "{0}" in gradle.properties belongs to something else: {1}. Nothing was written.',
      it.subject,
      because(it),
    ),
    ...openFile(it),
  }),
  'property-conflict': it => ({
    message: t(
      'The Gradle property "{0}" is used for more than one domain: {1}. Give each its own, with "Use in Gradle".',
      it.subject,
      because(it),
    ),
    ...openFile(it),
  }),
  'nothing-found': it => ({
    message: t(
      'No CodeArtifact repository is named in {0} or in a pom.xml here. Pick one in the CodeArtifact view and choose "Use in Maven".',
      it.subject,
    ),
    button: { title: t('Open View'), command: 'codeartifact.explorer.focus' },
  }),
  'file-unreadable': it => ({
    message: t('{0} cannot be read: {1}', it.subject, because(it)),
    ...openFile(it),
  }),
  'file-unwritable': it => ({
    message: t('{0} cannot be written: {1}. Nothing was changed.', it.subject, because(it)),
    ...openFile(it),
  }),
  'file-changed': it => ({
    message: t(
      '{0} is being changed by another program. Nothing was written; retry when it is done.',
      it.subject,
    ),
    ...openFile(it),
  }),
  'file-locked': it => ({
    message: t(
      '{0} is locked by another program: {1}. Nothing was written.',
      it.subject,
      because(it),
    ),
  }),
  'file-unsupported': it => ({
    message: t('{0} cannot be replaced safely: {1}. Nothing was written.', it.subject, because(it)),
  }),
  'disk-full': it => ({
    message:
      it.details.errno === undefined && it.details.reason !== undefined
        ? t(
            'The disk of {0} has too little room: {1}. Nothing was changed; free some space, then retry.',
            it.subject,
            it.details.reason,
          )
        : t(
            'The disk is full at {0}. Nothing was changed; free some space, then retry.',
            it.subject,
          ),
  }),
  'home-unknown': () => ({
    message: t(
      'The home folder of this machine is not known, so Maven has no settings.xml here. Name one in the setting "maven.settingsFile".',
    ),
    button: openSetting('maven.settingsFile'),
  }),
  'publish-refused': it => ({
    message: t('{0} cannot be published: {1}.', it.subject, because(it)),
  }),
  'publish-blocked': it => ({
    message: t(
      'The origin controls of {0} do not let versions of it be published here. Whoever manages the package can change that; another package name may be free. {1}',
      it.subject,
      it.details.message ?? '',
    ),
    button: copyDetails(it),
  }),
  'version-exists': it => ({
    message: t(
      '{0} is already published, and versions are immutable: choose another version. {1}',
      it.subject,
      it.details.reason === undefined ? '' : t('({0})', it.details.reason),
    ),
  }),
  'version-unavailable': it => ({
    message: t(
      '{0} cannot be downloaded: its version is archived or disposed. {1}',
      it.subject,
      it.details.message ?? '',
    ),
  }),
  'hash-mismatch': it => ({
    message:
      it.details.operation === 'ListPackageVersionAssets'
        ? t(
            '{0} was published, but {1}. Do not use this version: publish another one, and if that differs too, tell who runs your network or AWS support.',
            it.subject,
            because(it),
          )
        : t(
            '{0} is not what it should be: {1}. Do not use it; try again, and if it stays so, tell who runs your network or AWS support.',
            it.subject,
            because(it),
          ),
    button: showLog(),
  }),
  'files-changed': it => ({
    message: t(
      '{0} was changed while it was being packed or sent: {1}. It was not published; retry when nothing writes there.',
      it.subject,
      because(it),
    ),
  }),
  'archive-too-large': it => ({
    message: t(
      '{0} is too large to be published: {1}. Leave something out with a .codeartifactignore file.',
      it.subject,
      because(it),
    ),
  }),
  'archive-refused': it => ({
    message: t('{0} is not unpacked: {1}. Nothing was written.', it.subject, because(it)),
  }),
  'target-exists': it => ({
    message: t('{0} exists already, and is left as it is. Choose another name.', it.subject),
  }),
  untrusted: () => ({
    message: t(
      'This window is in Restricted Mode: files and tokens are left alone until you trust the folder.',
    ),
    button: { title: t('Manage Trust'), command: 'workbench.trust.manage' },
  }),
  'not-local': it => ({
    message: t('{0} is not a file or folder on this machine.', it.subject),
  }),
};

/** The sentence and the button for `failure`. */
export function advise(failure: Failure): Advice {
  const told = advice[failure.code](failure);
  // A sentence of the service's own may end it, or may not.
  return { ...told, message: told.message.trimEnd() };
}
