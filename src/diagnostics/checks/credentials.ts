import type { Profile } from '../../core/profile';
import { each } from '../each';
import type { Check } from '../examine';
import type { Finding } from '../finding';
import { byCommand } from '../fixes';
import { nameOf } from '../names';
import type { Connected, Patient } from '../patient';
import { text } from '../text';

const none = 'no connection yet';

/** Where each connection takes its credentials from. */
export const credentials: Check = {
  id: 'credentials',
  title: text('Profile and credentials'),
  async run(patient) {
    const [connections, profiles] = await Promise.all([patient.connections(), patient.profiles()]);
    if (connections.length === 0)
      return [
        {
          subject: '',
          state: 'error',
          saw: text(none),
          ...byCommand(patient, text('Connect'), 'codeartifact.connect'),
        },
      ];
    return connections.map(it => source(it, profiles, patient));
  },
};

function source(of: Connected, profiles: readonly Profile[], patient: Patient): Finding {
  const { connection } = of;
  const subject = nameOf(of);
  switch (connection.kind) {
    case 'sandbox':
      return { subject, state: 'ok', saw: text('the keys that the sandbox made for itself') };
    case 'default':
      return { subject, state: 'ok', saw: defaultSource(patient.env) };
    case 'profile': {
      const profile = profiles.find(({ name }) => name === connection.profile);
      const again = byCommand(patient, text('Connect'), 'codeartifact.connect');
      if (!profile)
        return {
          subject,
          state: 'error',
          ...again,
          saw: text('the profile {0} is not in the AWS config files', connection.profile),
        };
      if (profile.kind === 'incomplete')
        return {
          subject,
          state: 'error',
          ...again,
          saw: text('the profile {0} names no credentials', profile.name),
        };
      const saw = profile.needsMfa
        ? text('{0}, with a code of an MFA device', kinds[profile.kind])
        : text('{0}', kinds[profile.kind]);
      return { subject, state: 'ok', saw };
    }
  }
}

const kinds: Record<Exclude<Profile['kind'], 'incomplete'>, string> = {
  'static-keys': 'access keys in the file',
  'sso-session': 'IAM Identity Center (SSO), with an sso-session',
  'sso-legacy': 'IAM Identity Center (SSO)',
  'login-session': 'aws login',
  'assume-role': 'a role that is assumed',
  'credential-process': 'credential_process',
  'web-identity': 'web identity',
};

/** The order is that of the SDK's default chain. */
function defaultSource(env: Patient['env']) {
  if (env['AWS_ACCESS_KEY_ID'] !== undefined)
    return env['AWS_PROFILE'] === undefined
      ? text('access keys of the environment')
      : text(
          'access keys of the environment; AWS_PROFILE={0} is set too and loses',
          env['AWS_PROFILE'],
        );
  if (env['AWS_PROFILE'] !== undefined) return text('the profile {0}', env['AWS_PROFILE']);
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined) return text('web identity');
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] !== undefined)
    return text('the role of the container');
  return text('the profile default, or the role of the instance');
}

/** Whom AWS takes each connection for. */
export const identity: Check = {
  id: 'identity',
  title: text('Identity'),
  async run(patient) {
    return each(await patient.connections(), nameOf, none, async it => {
      const { arn, longLived } = await patient.identity(it);
      if (/:root$/.test(arn))
        return [
          {
            subject: nameOf(it),
            state: 'error',
            saw: text('{0}: the root user gets no tokens of CodeArtifact', arn),
            ...byCommand(patient, text('Connect'), 'codeartifact.connect'),
          },
        ];
      const saw = longLived
        ? text('{0}, with keys that do not expire: credentials that do are safer', arn)
        : text('{0}', arn);
      return [{ subject: nameOf(it), state: 'ok', saw }];
    });
  },
};
