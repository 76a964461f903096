import { isFailure } from '../../core/failure';
import { redactSecrets } from '../../shared/redactSecrets';
import { distinctBy, findingsForEach } from '../findingsForEach';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { copyCommandFix, openSettingFix } from '../fixes';
import type { ConnectionClient, DiagnosticContext } from '../diagnosticContext';
import { localizableText } from '../localizableText';

const noConnection = 'no connection yet';

/** The API's origin of each connection, each once. */
async function apiOrigins(context: DiagnosticContext): Promise<readonly string[]> {
  const connections = await context.connections();
  return distinctBy(
    connections.map(({ connection }) => context.apiOrigin(connection)),
    it => it,
  );
}

/** From here on AWS refuses signatures; a little less is told before it happens. */
const skewErrorMs = 5 * 60_000;
const skewWarningMs = 60_000;

/** Whether this machine and AWS agree on the time. */
export const clockCheck: Check = {
  id: 'clock',
  title: localizableText('Clock'),
  async run(context) {
    return findingsForEach(
      await apiOrigins(context),
      it => it,
      noConnection,
      async origin => {
        const { date } = await context.probeEndpoint(origin);
        if (!date)
          return [
            {
              subject: origin,
              state: 'skipped',
              observation: localizableText('no date in the answer'),
            },
          ];
        return [clockFinding(origin, context.now() - date.getTime(), context)];
      },
    );
  },
};

function clockFinding(subject: string, aheadMs: number, { platform }: DiagnosticContext): Finding {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  const skewMs = Math.abs(aheadMs);
  // `date` has whole seconds.
  if (skewMs < skewWarningMs)
    return { subject, state: 'ok', observation: localizableText('agrees with AWS') };
  const observation =
    aheadMs > 0
      ? localizableText('this machine is {0} min ahead', minutes)
      : localizableText('this machine is {0} min behind', minutes);
  const state = skewMs < skewErrorMs ? 'warning' : 'error';
  return { subject, state, observation, ...copyCommandFix(setClockCommand(platform)) };
}

/** What sets the clock by the network. */
function setClockCommand(platform: string): string {
  if (platform === 'win32') return 'w32tm /resync';
  return platform === 'darwin' ? 'sudo sntp -sS time.apple.com' : 'sudo timedatectl set-ntp true';
}

/** Whether each connection's region has CodeArtifact. */
export const regionCheck: Check = {
  id: 'region',
  title: localizableText('Region'),
  async run(context) {
    const connections = await context.connections();
    const byRegion = distinctBy(connections, ({ connection }) => context.apiOrigin(connection));
    return findingsForEach(
      byRegion,
      ({ connection }) => connection.region,
      noConnection,
      it => regionFindings(context, it),
    );
  },
};

/** A region without the service has no name for it, though it has one for STS. */
async function regionFindings(
  context: DiagnosticContext,
  { connection }: ConnectionClient,
): Promise<readonly Finding[]> {
  const subject = connection.region;
  const origin = context.apiOrigin(connection);
  try {
    await context.probeEndpoint(origin);
    return [
      { subject, state: 'ok', observation: localizableText('has CodeArtifact ({0})', origin) },
    ];
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (error.code !== 'host-unknown')
      return [
        {
          subject,
          state: 'skipped',
          observation: localizableText('{0} could not be asked', origin),
        },
      ];
    const sts = origin.replace('//codeartifact.', '//sts.');
    const online = await context.probeEndpoint(sts).then(
      () => true,
      (reason: unknown) => isFailure(reason) && reason.code !== 'host-unknown',
    );
    return online
      ? [
          {
            subject,
            state: 'error',
            observation: localizableText('has no CodeArtifact'),
            failure: error,
          },
        ]
      : [
          {
            subject,
            state: 'error',
            observation: localizableText('has no address here'),
            failure: error,
          },
        ];
  }
}

/** Whether AWS is reached at all: name, connection, certificate; and by which way. */
export const networkCheck: Check = {
  id: 'network',
  title: localizableText('DNS, TLS and proxy'),
  async run(context) {
    const reached = await findingsForEach(
      await apiOrigins(context),
      it => it,
      noConnection,
      async origin => {
        const { status } = await context.probeEndpoint(origin);
        return [
          {
            subject: origin,
            state: 'ok',
            observation: localizableText('is reached, and answers with status {0}', status),
          },
        ];
      },
    );
    return [...reached, ...proxyFindings(context)];
  },
};

function proxyFindings({ env, settings }: DiagnosticContext): readonly Finding[] {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  const proxySettings = names.flatMap(name => (env[name] ? [`${name}=${env[name]}`] : []));
  if (settings.proxy) proxySettings.push(`http.proxy=${settings.proxy}`);
  if (proxySettings.length === 0)
    return [{ subject: 'proxy', state: 'ok', observation: localizableText('none is set') }];
  const noProxy = env['NO_PROXY'] ?? env['no_proxy'];
  const all = [...proxySettings, ...(noProxy ? [`NO_PROXY=${noProxy}`] : [])].join(', ');
  return [
    {
      subject: 'proxy',
      state: 'ok',
      observation: localizableText('{0}', redactSecrets(all)),
      ...openSettingFix('http.proxy'),
    },
  ];
}
