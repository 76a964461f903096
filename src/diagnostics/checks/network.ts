import { isFailure } from '../../core/failure';
import { withoutSecrets } from '../../shared/withoutSecrets';
import { distinct, each } from '../each';
import type { Check } from '../examine';
import type { Finding } from '../finding';
import { copying, openingSetting } from '../fixes';
import type { Connected, Patient } from '../patient';
import { text } from '../text';

const none = 'no connection yet';

/** The API's origin of each connection, each once. */
async function origins(patient: Patient): Promise<readonly string[]> {
  const connections = await patient.connections();
  return distinct(
    connections.map(({ connection }) => patient.apiOrigin(connection)),
    it => it,
  );
}

/** From here on AWS refuses signatures; a little less is told before it happens. */
const skewErrorMs = 5 * 60_000;
const skewWarningMs = 60_000;

/** Whether this machine and AWS agree on the time. */
export const clock: Check = {
  id: 'clock',
  title: text('Clock'),
  async run(patient) {
    return each(
      await origins(patient),
      it => it,
      none,
      async origin => {
        const { date } = await patient.ask(origin);
        if (!date)
          return [{ subject: origin, state: 'skipped', saw: text('no date in the answer') }];
        return [clockFinding(origin, patient.now() - date.getTime(), patient)];
      },
    );
  },
};

function clockFinding(subject: string, aheadMs: number, { platform }: Patient): Finding {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  const off = Math.abs(aheadMs);
  // `date` has whole seconds.
  if (off < skewWarningMs) return { subject, state: 'ok', saw: text('agrees with AWS') };
  const saw =
    aheadMs > 0
      ? text('this machine is {0} min ahead', minutes)
      : text('this machine is {0} min behind', minutes);
  const state = off < skewErrorMs ? 'warning' : 'error';
  return { subject, state, saw, ...copying(setTime(platform)) };
}

/** What sets the clock by the network. */
function setTime(platform: string): string {
  if (platform === 'win32') return 'w32tm /resync';
  return platform === 'darwin' ? 'sudo sntp -sS time.apple.com' : 'sudo timedatectl set-ntp true';
}

/** Whether each connection's region has CodeArtifact. */
export const region: Check = {
  id: 'region',
  title: text('Region'),
  async run(patient) {
    const connections = await patient.connections();
    const byRegion = distinct(connections, ({ connection }) => patient.apiOrigin(connection));
    return each(
      byRegion,
      ({ connection }) => connection.region,
      none,
      it => has(patient, it),
    );
  },
};

/** A region without the service has no name for it, though it has one for STS. */
async function has(patient: Patient, { connection }: Connected): Promise<readonly Finding[]> {
  const subject = connection.region;
  const origin = patient.apiOrigin(connection);
  try {
    await patient.ask(origin);
    return [{ subject, state: 'ok', saw: text('has CodeArtifact ({0})', origin) }];
  } catch (error) {
    if (!isFailure(error)) throw error;
    if (error.code !== 'host-unknown')
      return [{ subject, state: 'skipped', saw: text('{0} could not be asked', origin) }];
    const sts = origin.replace('//codeartifact.', '//sts.');
    const online = await patient.ask(sts).then(
      () => true,
      (reason: unknown) => isFailure(reason) && reason.code !== 'host-unknown',
    );
    return online
      ? [{ subject, state: 'error', saw: text('has no CodeArtifact'), failure: error }]
      : [{ subject, state: 'error', saw: text('has no address here'), failure: error }];
  }
}

/** Whether AWS is reached at all: name, connection, certificate; and by which way. */
export const network: Check = {
  id: 'network',
  title: text('DNS, TLS and proxy'),
  async run(patient) {
    const reached = await each(
      await origins(patient),
      it => it,
      none,
      async origin => {
        const { status } = await patient.ask(origin);
        return [
          {
            subject: origin,
            state: 'ok',
            saw: text('is reached, and answers with status {0}', status),
          },
        ];
      },
    );
    return [...reached, ...route(patient)];
  },
};

function route({ env, settings }: Patient): readonly Finding[] {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  const set = names.flatMap(name => (env[name] ? [`${name}=${env[name]}`] : []));
  if (settings.proxy) set.push(`http.proxy=${settings.proxy}`);
  if (set.length === 0) return [{ subject: 'proxy', state: 'ok', saw: text('none is set') }];
  const except = env['NO_PROXY'] ?? env['no_proxy'];
  const all = [...set, ...(except ? [`NO_PROXY=${except}`] : [])].join(', ');
  return [
    {
      subject: 'proxy',
      state: 'ok',
      saw: text('{0}', withoutSecrets(all)),
      ...openingSetting('http.proxy'),
    },
  ];
}
