import * as vscode from 'vscode';
import type { ProfileKind } from '../../core/profile';
import type { SettingsReader } from '../../diagnostics/diagnosticContext';
import type {
  CheckId,
  FixTitle,
  Observation,
  ObservationCode,
  ObservationParameters,
} from '../../diagnostics/messages';
import type { SettingsWarningCode } from '../../maven/mavenSettings';

/** The title of a check. */
export function checkTitle(id: CheckId): string {
  return checkTitles[id]();
}

/** The title of a fix. */
export function fixTitle(title: FixTitle): string {
  return fixTitles[title]();
}

/** The sentence of an observation. It follows the name of the thing that was checked. */
export function observationText<Code extends ObservationCode>({
  code,
  args,
}: Observation<Code>): string {
  const format: (...args: ObservationParameters[Code]) => string = observationTexts[code];
  return format(...args);
}

const checkTitles: Record<CheckId, () => string> = {
  credentials: () => vscode.l10n.t('Profile and credentials'),
  identity: () => vscode.l10n.t('Identity'),
  clock: () => vscode.l10n.t('Clock'),
  region: () => vscode.l10n.t('Region'),
  network: () => vscode.l10n.t('DNS, TLS and proxy'),
  token: () => vscode.l10n.t('Token'),
  endpoint: () => vscode.l10n.t('Repository endpoint'),
  central: () => vscode.l10n.t('Maven Central through the repository'),
  origins: () => vscode.l10n.t('Origin controls'),
  settings: () => vscode.l10n.t('settings.xml'),
  'which-settings': () => vscode.l10n.t('Programs that read settings.xml'),
  'server-ids': () => vscode.l10n.t('Server ids'),
  mirrors: () => vscode.l10n.t('Mirrors'),
  passwords: () => vscode.l10n.t('Token in settings.xml'),
  tracked: () => vscode.l10n.t('Token under version control'),
  offline: () => vscode.l10n.t('Offline mode'),
  markers: () => vscode.l10n.t('Failed downloads that Maven remembers'),
  programs: () => vscode.l10n.t('Maven and Java'),
};

const fixTitles: Record<FixTitle, () => string> = {
  align: () => vscode.l10n.t('Align'),
  connect: () => vscode.l10n.t('Connect'),
  'copy-command': () => vscode.l10n.t('Copy Command'),
  'fix-401': () => vscode.l10n.t('Fix 401'),
  'open-file': () => vscode.l10n.t('Open File'),
  'open-settings': () => vscode.l10n.t('Open Settings'),
  'refresh-token': () => vscode.l10n.t('Refresh Token'),
  'show-policy': () => vscode.l10n.t('Show Policy'),
};

const profileKinds: Record<Exclude<ProfileKind, 'incomplete'>, () => string> = {
  'static-keys': () => vscode.l10n.t('access keys in the AWS config files'),
  'sso-session': () => vscode.l10n.t('IAM Identity Center (SSO), with an sso-session'),
  'sso-legacy': () => vscode.l10n.t('IAM Identity Center (SSO)'),
  'login-session': () => vscode.l10n.t('a sign-in with "aws login"'),
  'assume-role': () => vscode.l10n.t('an assumed role'),
  'credential-process': () => vscode.l10n.t('a credential_process'),
  'web-identity': () => vscode.l10n.t('a web identity'),
};

const readerNames: Record<SettingsReader, () => string> = {
  terminal: () => vscode.l10n.t('Maven in a terminal'),
  'maven-extension': () => vscode.l10n.t('Maven for Java'),
  'java-extension': () => vscode.l10n.t('Language Support for Java'),
};

const warnings: Record<SettingsWarningCode, () => string> = {
  'duplicate-server': () => vscode.l10n.t('more than one server has this id'),
  'server-without-id': () => vscode.l10n.t('a server has no id'),
  'astral-in-comment': () =>
    vscode.l10n.t('Maven 3.8 cannot read files with this character in a comment'),
  'invalid-bytes': () => vscode.l10n.t('some bytes are not valid in the declared encoding'),
  template: () => vscode.l10n.t('template markup was found: a generator might overwrite the file'),
  'unknown-element': () => vscode.l10n.t('Maven does not know this element'),
};

const readerList = (readers: readonly SettingsReader[]): string =>
  readers.map(reader => readerNames[reader]()).join(', ');

/** One long table on purpose, so that the sentences can be compared and kept alike. */
const observationTexts: {
  readonly [Code in ObservationCode]: (...args: ObservationParameters[Code]) => string;
} = {
  'check-failed': error => vscode.l10n.t('the check failed ({0})', error),
  failed: code => vscode.l10n.t('the check failed ({0})', code),
  'no-connection': () => vscode.l10n.t('no connection yet'),
  'no-repository': () => vscode.l10n.t('settings.xml and pom.xml name no CodeArtifact repository'),
  'no-result': seconds => vscode.l10n.t('no result within {0} s', seconds),

  'default-container': () => vscode.l10n.t('the role of the container'),
  'default-environment': () => vscode.l10n.t('access keys in environment variables'),
  'default-environment-incomplete': () =>
    vscode.l10n.t('AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY'),
  'default-environment-over-profile': profile =>
    vscode.l10n.t(
      'access keys in environment variables; they take precedence over AWS_PROFILE={0}',
      profile,
    ),
  'default-instance': () => vscode.l10n.t('the role of the instance'),
  'default-none': () => vscode.l10n.t('no source of credentials was found'),
  'default-profile': profile => vscode.l10n.t('the profile {0}', profile),
  'default-web-identity': () => vscode.l10n.t('a web identity'),
  'profile-incomplete': profile => vscode.l10n.t('the profile {0} has no credentials', profile),
  'profile-kind': (kind, needsMfa) =>
    needsMfa ? vscode.l10n.t('{0}, with an MFA code', profileKinds[kind]()) : profileKinds[kind](),
  'profile-missing': profile =>
    vscode.l10n.t('the profile {0} is not in the AWS config files', profile),
  'sandbox-keys': () => vscode.l10n.t('access keys that the sandbox generated'),
  identity: arn => arn,
  'identity-long-lived': arn =>
    vscode.l10n.t('{0}, with long-term access keys; temporary credentials are safer', arn),
  'identity-root': arn => vscode.l10n.t('{0}: the root user cannot get CodeArtifact tokens', arn),

  'clock-ahead': minutes => vscode.l10n.t('the clock of this machine is {0} min fast', minutes),
  'clock-behind': minutes => vscode.l10n.t('the clock of this machine is {0} min slow', minutes),
  'clock-right': () => vscode.l10n.t('agrees with AWS'),
  'no-date': () => vscode.l10n.t('the response has no date'),
  'region-available': origin => vscode.l10n.t('has CodeArtifact ({0})', origin),
  'region-unavailable': () => vscode.l10n.t('does not have CodeArtifact'),
  'region-unreachable': origin => vscode.l10n.t('{0} could not be reached', origin),
  'host-unknown': () => vscode.l10n.t('the host name could not be resolved'),
  reachable: status => vscode.l10n.t('can be reached; responds with status {0}', status),
  proxies: settings => settings,
  'no-proxy': () => vscode.l10n.t('no proxy is set'),

  'token-received': () => vscode.l10n.t('a token was received'),
  'token-not-requested': () =>
    vscode.l10n.t('only a pom.xml names this domain; Refresh Token asks before it uses it'),
  'endpoint-accepts': url => vscode.l10n.t('{0} accepts the token', url),
  'endpoint-denies': repository =>
    vscode.l10n.t('403: codeartifact:ReadFromRepository is not allowed on {0}', repository),
  'endpoint-rejects': url => vscode.l10n.t('401: {0} rejects a new token for its domain', url),
  'endpoint-status': (url, status) => vscode.l10n.t('{0} responds with status {1}', url, status),
  'central-available': () => vscode.l10n.t('public:maven-central is connected'),
  'central-unavailable': () =>
    vscode.l10n.t(
      'public:maven-central is not connected, so plugins and libraries from Maven Central are not available',
    ),
  'origins-mixed': packages =>
    vscode.l10n.t(
      'These packages are published here and also accept upstream versions, so someone else could publish a newer version with the same name: {0}',
      packages,
    ),
  'origins-mixed-more': (packages, more) =>
    vscode.l10n.t(
      'These packages are published here and also accept upstream versions, so someone else could publish a newer version with the same name: {0}, and {1} more',
      packages,
      more,
    ),
  'origins-separate': () =>
    vscode.l10n.t('no package that is published here accepts upstream versions'),
  'origins-incomplete': inspected =>
    vscode.l10n.t(
      'the time was enough to check {0} of the packages that accept both published and upstream versions; copy the command to list them all',
      inspected,
    ),

  'settings-absent': () => vscode.l10n.t('does not exist'),
  'settings-broken': () => vscode.l10n.t('Maven cannot read this file'),
  'settings-valid': () => vscode.l10n.t('is well-formed'),
  'settings-warning': (line, code, subject) =>
    subject === ''
      ? vscode.l10n.t('line {0}: {1}', line, warnings[code]())
      : vscode.l10n.t('line {0}: {1}: {2}', line, warnings[code](), subject),
  'read-by-default': readers =>
    vscode.l10n.t('is read by {0}; it is the default file', readerList(readers)),
  'read-by-home': (readers, homeFrom) =>
    vscode.l10n.t('is read by {0}; {1} sets the home folder', readerList(readers), homeFrom),
  'read-by-name': (readers, namedBy) =>
    vscode.l10n.t('is read by {0}; {1} names it', readerList(readers), namedBy),
  'home-differs': (envHome, accountHome) =>
    vscode.l10n.t('is {0}, but Java and therefore Maven use {1}', envHome, accountHome),

  'server-found': file => vscode.l10n.t('has a server in {0}', file),
  'server-missing': (file, neededBy, readers) =>
    vscode.l10n.t(
      'has no server in {0}, but {1} needs one; {2} cannot send a token',
      file,
      neededBy,
      readerList(readers),
    ),
  'server-case': (file, id) =>
    vscode.l10n.t('has no server in {0}; the server {1} differs in upper and lower case', file, id),
  'server-unused': () => vscode.l10n.t('is not used: no repository or mirror has this id'),
  'server-mirrored': () =>
    vscode.l10n.t('is not used: a mirror with another id replaces this repository'),
  'server-conflict': domains => vscode.l10n.t('is used for more than one domain: {0}', domains),
  'mirrored-elsewhere': (mirror, url) =>
    vscode.l10n.t('the mirror {0} ({1}) replaces CodeArtifact', mirror, url),
  'sent-elsewhere': url => vscode.l10n.t('Maven would send the token of this server to {0}', url),
  'no-mirror': () => vscode.l10n.t('no mirror replaces CodeArtifact'),

  'password-missing': () => vscode.l10n.t('has no token yet'),
  'password-encrypted': () =>
    vscode.l10n.t('has an encrypted password, which cannot be a current token'),
  'password-variable': name => vscode.l10n.t('gets its token from the variable {0}', name),
  'password-variable-unseen': name =>
    vscode.l10n.t(
      'gets its token from the variable {0}, which the Java extensions cannot read; they need the token in the file',
      name,
    ),
  'password-unknown': () => vscode.l10n.t('has a token; its expiry is not known'),
  'password-expired': at => vscode.l10n.t('has a token that expired at {0}', at),
  'password-valid': until => vscode.l10n.t('has a token that is valid until {0}', until),
  'no-password': () => vscode.l10n.t('no file contains a token'),
  tracked: () => vscode.l10n.t('contains a token and is tracked by Git'),
  'not-tracked': () => vscode.l10n.t('is not tracked by Git'),
  'git-not-run': () => vscode.l10n.t('Git was not run'),

  'offline-in-settings': () =>
    vscode.l10n.t('has <offline>true</offline>, so Maven downloads nothing'),
  'offline-option': () => vscode.l10n.t('passes -o to Maven, so Maven downloads nothing'),
  'offline-java': () => vscode.l10n.t('is on, so the Java extension downloads nothing'),
  online: () => vscode.l10n.t('Maven can use the network'),
  'markers-found': count =>
    vscode.l10n.t(
      '{0} found; Maven does not try these downloads again until they are cleared',
      count,
    ),
  'no-markers': () => vscode.l10n.t('none'),
  'program-found': (version, path) => vscode.l10n.t('{0}, at {1}', version, path),
  'program-without-version': path => vscode.l10n.t('{0}, unknown version', path),
  'program-missing': () => vscode.l10n.t('is not on the PATH of this machine'),
  'java-home-wrong': folder =>
    vscode.l10n.t('is {0}, which contains no Java, so Maven does not start', folder),
};
