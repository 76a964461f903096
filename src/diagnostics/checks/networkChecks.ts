import { isFailure } from '../../core/failure';
import { redactSecrets } from '../../shared/redactSecrets';
import { distinctBy, findingsForEach } from '../findingsForEach';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { copyCommandFix, openSettingFix } from '../fixes';
import type { Connection } from '../../core/connection';
import type { DiagnosticContext } from '../diagnosticContext';
import { observe } from '../messages';

/** A connection, and the subject of findings about its API endpoint. */
interface ApiEndpoint {
  readonly connection: Connection;
  /** The endpoint's origin, or the region if the origin cannot be determined. */
  readonly subject: string;
}

/** The API endpoints of all connections, each once. */
async function apiEndpoints(context: DiagnosticContext): Promise<readonly ApiEndpoint[]> {
  const connections = await context.connections();
  const endpoints = await Promise.all(
    connections.map(async ({ connection }): Promise<ApiEndpoint> => {
      const subject = await context.apiOrigin(connection).catch((error: unknown) => {
        if (!isFailure(error)) throw error;
        return connection.region;
      });
      return { connection, subject };
    }),
  );
  return distinctBy(endpoints, ({ subject }) => subject);
}

/** AWS rejects signatures from this difference on. A smaller difference is a warning. */
const skewErrorMs = 5 * 60_000;
const skewWarningMs = 60_000;

/** Whether this machine and AWS agree on the time. */
export const clockCheck: Check = {
  id: 'clock',
  async run(context) {
    return findingsForEach(
      await apiEndpoints(context),
      ({ subject }) => subject,
      observe('no-connection'),
      async ({ connection }) => {
        const origin = await context.apiOrigin(connection);
        const { date } = await context.probeEndpoint(origin);
        if (!date)
          return [
            {
              subject: origin,
              state: 'skipped',
              observation: observe('no-date'),
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
  // The `date` header has a resolution of one second.
  if (skewMs < skewWarningMs) return { subject, state: 'ok', observation: observe('clock-right') };
  const observation =
    aheadMs > 0 ? observe('clock-ahead', minutes) : observe('clock-behind', minutes);
  const state = skewMs < skewErrorMs ? 'warning' : 'error';
  return { subject, state, observation, ...copyCommandFix(setClockCommand(platform)) };
}

/** The command that synchronizes the clock. */
function setClockCommand(platform: string): string {
  if (platform === 'win32') return 'w32tm /resync';
  return platform === 'darwin' ? 'sudo sntp -sS time.apple.com' : 'sudo timedatectl set-ntp true';
}

/** Whether each connection's region has CodeArtifact. */
export const regionCheck: Check = {
  id: 'region',
  async run(context) {
    return findingsForEach(
      await apiEndpoints(context),
      ({ connection }) => connection.region,
      observe('no-connection'),
      it => regionFindings(context, it),
    );
  },
};

/** Every region has a host name for STS, but only regions with CodeArtifact have one for it. */
async function regionFindings(
  context: DiagnosticContext,
  { connection }: ApiEndpoint,
): Promise<readonly Finding[]> {
  const subject = connection.region;
  const origin = await context.apiOrigin(connection);
  try {
    await context.probeEndpoint(origin);
    return [{ subject, state: 'ok', observation: observe('region-available', origin) }];
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (error.code !== 'host-unknown')
      return [
        {
          subject,
          state: 'skipped',
          observation: observe('region-unreachable', origin),
        },
      ];
    const sts = origin.replace(/\/\/codeartifact(-fips)?\./, '//sts$1.');
    const online = await context.probeEndpoint(sts).then(
      () => true,
      (reason: unknown) => isFailure(reason) && reason.code !== 'host-unknown',
    );
    return online
      ? [
          {
            subject,
            state: 'error',
            observation: observe('region-unavailable'),
            failure: error,
          },
        ]
      : [
          {
            subject,
            state: 'error',
            observation: observe('host-unknown'),
            failure: error,
          },
        ];
  }
}

/** Whether AWS can be reached (DNS, connection, TLS), and through which proxy. */
export const networkCheck: Check = {
  id: 'network',
  async run(context) {
    const reached = await findingsForEach(
      await apiEndpoints(context),
      ({ subject }) => subject,
      observe('no-connection'),
      async ({ connection }) => {
        const origin = await context.apiOrigin(connection);
        const { status } = await context.probeEndpoint(origin);
        return [
          {
            subject: origin,
            state: 'ok',
            observation: observe('reachable', status),
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
    return [{ subject: 'proxy', state: 'ok', observation: observe('no-proxy') }];
  const noProxy = env['NO_PROXY'] ?? env['no_proxy'];
  const all = [...proxySettings, ...(noProxy ? [`NO_PROXY=${noProxy}`] : [])].join(', ');
  return [
    {
      subject: 'proxy',
      state: 'ok',
      observation: observe('proxies', redactSecrets(all)),
      ...openSettingFix('http.proxy'),
    },
  ];
}
