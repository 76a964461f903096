import { arnOf } from '../../core/arn';
import { cliOptions, connectionId } from '../../core/connection';
import type { Package, Repository } from '../../core/coordinates';
import type { RepositoryEndpoint } from '../../core/endpoint';
import { commandLine, longOption } from '../../shared/shell';
import { each } from '../each';
import type { Check } from '../examine';
import type { Finding } from '../finding';
import { byCommand, copying } from '../fixes';
import { mixedPackages } from '../mixedPackages';
import { nothingNamed, repositoriesOf } from '../names';
import type { Connected, Patient } from '../patient';
import { text, type Text } from '../text';

/** A check of every repository in use, all at once. */
function ofRepositories(
  id: string,
  title: Text,
  look: (
    patient: Patient,
    it: RepositoryEndpoint,
    signal: AbortSignal,
  ) => Promise<readonly Finding[]>,
): Check {
  return {
    id,
    title,
    async run(patient, signal) {
      const repositories = repositoriesOf(await patient.maven());
      return each(
        repositories,
        it => it.repository,
        nothingNamed,
        it => look(patient, it, signal),
      );
    },
  };
}

/** Whether each repository in use lets a token in. */
export const endpoint = ofRepositories('endpoint', text('Repository endpoint'), letsIn);

/** Whether Maven Central is behind each repository that Maven asks. */
export const central = ofRepositories(
  'central',
  text('Maven Central through the repository'),
  async (patient, it) => [
    (await patient.centralBehind(it))
      ? {
          subject: it.repository,
          state: 'ok',
          saw: text('public:maven-central is behind it'),
        }
      : {
          subject: it.repository,
          state: 'warning',
          saw: text(
            'public:maven-central is not behind it: plugins and libraries of Central are not found through it',
          ),
        },
  ],
);

/** Whether a name that is published here could also come in from outside. */
export const origins = ofRepositories('origins', text('Origin controls'), mixed);

/** Nothing of this name is anywhere: a repository that lets us in answers 404. */
const probe = 'codeartifact-for-java/doctor/maven-metadata.xml';

async function letsIn(patient: Patient, it: RepositoryEndpoint): Promise<readonly Finding[]> {
  const [fresh, url] = await Promise.all([patient.token(it), urlOf(patient, it)]);
  const { status } = await patient.ask(`${url}${probe}`, fresh);
  const subject = it.repository;
  switch (status) {
    case 401:
      return [
        {
          subject,
          state: 'error',
          saw: text('401: {0} does not take a fresh token of its domain', url),
          ...byCommand(patient, text('Fix 401'), 'codeartifact.fix401'),
        },
      ];
    case 403:
      return [
        {
          subject,
          state: 'error',
          saw: text('403: codeartifact:ReadFromRepository is not allowed on {0}', subject),
          ...byCommand(
            patient,
            text('Show Policy'),
            'codeartifact.showPolicy',
            await refused(patient, it),
          ),
        },
      ];
    case 404:
      // The repository itself may be what is not found.
      await patient.repository(it);
      return [{ subject, state: 'ok', saw: text('{0} lets the token in', url) }];
    default:
      return status < 400
        ? [{ subject, state: 'ok', saw: text('{0} lets the token in', url) }]
        : [{ subject, state: 'warning', saw: text('{0} answers with status {1}', url, status) }];
  }
}

/** What AWS would have said to a signed request. */
async function refused(patient: Patient, it: RepositoryEndpoint) {
  const caller = await patient.forDomain(it);
  const { arn: who } = await patient.identity(caller);
  const arn = arnOf(it);
  return {
    message: `User: ${who} is not authorized to perform: codeartifact:ReadFromRepository on resource: ${arn}`,
    arn,
    connection: connectionId(caller.connection),
  };
}

async function urlOf(patient: Patient, it: RepositoryEndpoint): Promise<string> {
  const { api } = await patient.forDomain(it);
  return await api.endpoint(it, 'maven', patient.signal);
}

/** How long packages are looked at, one after the other; the check must end in time. */
const looksMs = 3_000;

/** More names than this are not read, only copied. */
const namesShown = 10;

async function mixed(
  patient: Patient,
  it: RepositoryEndpoint,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const subject = it.repository;
  const end = patient.now() + looksMs;
  const caller = await patient.forDomain(it);
  const command = cliFor(patient, caller, it);
  const seen = await mixedPackages(caller.api, it, () => patient.now() >= end, signal);
  const rest: readonly Finding[] = seen.complete
    ? []
    : [
        {
          subject,
          state: 'skipped',
          ...copying(listCommand(command)),
          saw: text(
            'there was time for {0} of the packages that may be published and come from upstream as well: the command to copy lists them all',
            seen.looked,
          ),
        },
      ];
  if (seen.published.length > 0) return [mixedFinding(subject, seen.published, command), ...rest];
  const saw = text('no package published here may also come from upstream');
  return seen.complete ? [{ subject, state: 'ok', saw }] : rest;
}

/** Makes a command of the AWS CLI about the repository, for whoever asks for its domain here. */
type Cli = (operation: string, ...options: readonly (readonly string[])[]) => string;

function cliFor({ shell }: Patient, { connection }: Connected, it: Repository): Cli {
  return (operation, ...options) =>
    commandLine(
      shell,
      `aws codeartifact ${operation}`,
      longOption('region', it.region),
      ...cliOptions(connection),
      longOption('domain', it.domain),
      longOption('domain-owner', it.owner),
      longOption('repository', it.repository),
      ['--format', 'maven'],
      ...options,
    );
}

function mixedFinding(subject: string, packages: readonly Package[], command: Cli): Finding {
  const names = packages.map(({ namespace = '', package: name }) => `${namespace}:${name}`);
  const shown = names.slice(0, namesShown).join(', ');
  const more = names.length - namesShown;
  return {
    subject,
    state: 'warning',
    saw:
      more > 0
        ? text(
            'published here, and open to upstream as well, so that a stranger could publish a newer version under the same name: {0}, and {1} more',
            ...[shown, more],
          )
        : text(
            'published here, and open to upstream as well, so that a stranger could publish a newer version under the same name: {0}',
            shown,
          ),
    ...copying(packages.map(it => blockCommand(it, command)).join('\n')),
  };
}

function blockCommand({ namespace, package: name }: Package, command: Cli): string {
  return command(
    'put-package-origin-configuration',
    ...(namespace === undefined ? [] : [longOption('namespace', namespace)]),
    longOption('package', name),
    ['--restrictions', 'publish=ALLOW,upstream=BLOCK'],
  );
}

function listCommand(command: Cli): string {
  return command('list-packages', ['--publish', 'ALLOW'], ['--upstream', 'ALLOW']);
}
