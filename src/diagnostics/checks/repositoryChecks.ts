import { arnOf } from '../../core/arn';
import { awsCliOptions, connectionId } from '../../core/connection';
import type { Package, Repository } from '../../core/coordinates';
import type { RepositoryEndpoint } from '../../core/endpoint';
import { formatCommandLine, cliOption } from '../../shared/shell';
import { findingsForEach } from '../findingsForEach';
import type { Check } from '../runChecks';
import type { Finding } from '../finding';
import { commandFix, copyCommandFix } from '../fixes';
import { findMixedOriginPackages } from '../findMixedOriginPackages';
import { noRepositoryFound, approvedRepositories } from '../factNames';
import type { ConnectionClient, DiagnosticContext } from '../diagnosticContext';
import { localizableText, type LocalizableText } from '../localizableText';

/** A check of every repository in use, all at once. */
function createRepositoryCheck(
  id: string,
  title: LocalizableText,
  inspect: (
    context: DiagnosticContext,
    it: RepositoryEndpoint,
    signal: AbortSignal,
  ) => Promise<readonly Finding[]>,
): Check {
  return {
    id,
    title,
    async run(context, signal) {
      const repositories = approvedRepositories(await context.maven());
      return findingsForEach(
        repositories,
        it => it.repository,
        noRepositoryFound,
        it => inspect(context, it, signal),
      );
    },
  };
}

/** Whether each repository in use lets a token in. */
export const endpointCheck = createRepositoryCheck(
  'endpoint',
  localizableText('Repository endpoint'),
  endpointFindings,
);

/** Whether Maven Central is behind each repository that Maven asks. */
export const mavenCentralCheck = createRepositoryCheck(
  'central',
  localizableText('Maven Central through the repository'),
  async (context, it) => [
    (await context.hasMavenCentral(it))
      ? {
          subject: it.repository,
          state: 'ok',
          observation: localizableText('public:maven-central is behind it'),
        }
      : {
          subject: it.repository,
          state: 'warning',
          observation: localizableText(
            'public:maven-central is not behind it: plugins and libraries of Central are not found through it',
          ),
        },
  ],
);

/** Whether a name that is published here could also come in from outside. */
export const originControlsCheck = createRepositoryCheck(
  'origins',
  localizableText('Origin controls'),
  mixedOriginFindings,
);

/** Nothing of this name is anywhere: a repository that lets us in answers 404. */
const probePath = 'codeartifact-for-java/doctor/maven-metadata.xml';

async function endpointFindings(
  context: DiagnosticContext,
  it: RepositoryEndpoint,
): Promise<readonly Finding[]> {
  const [freshToken, url] = await Promise.all([context.token(it), repositoryUrl(context, it)]);
  const { status } = await context.probeEndpoint(`${url}${probePath}`, freshToken);
  const subject = it.repository;
  switch (status) {
    case 401:
      return [
        {
          subject,
          state: 'error',
          observation: localizableText('401: {0} does not take a fresh token of its domain', url),
          ...commandFix(context, localizableText('Fix 401'), 'codeartifact.fix401'),
        },
      ];
    case 403:
      return [
        {
          subject,
          state: 'error',
          observation: localizableText(
            '403: codeartifact:ReadFromRepository is not allowed on {0}',
            subject,
          ),
          ...commandFix(
            context,
            localizableText('Show Policy'),
            'codeartifact.showPolicy',
            await syntheticDenial(context, it),
          ),
        },
      ];
    case 404:
      // The repository itself may be what is not found.
      await context.repository(it);
      return [{ subject, state: 'ok', observation: localizableText('{0} lets the token in', url) }];
    default:
      return status < 400
        ? [{ subject, state: 'ok', observation: localizableText('{0} lets the token in', url) }]
        : [
            {
              subject,
              state: 'warning',
              observation: localizableText('{0} answers with status {1}', url, status),
            },
          ];
  }
}

/** What AWS would have said to a signed request. */
async function syntheticDenial(context: DiagnosticContext, it: RepositoryEndpoint) {
  const client = await context.connectionForDomain(it);
  const { arn: callerArn } = await context.identity(client);
  const arn = arnOf(it);
  return {
    message: `User: ${callerArn} is not authorized to perform: codeartifact:ReadFromRepository on resource: ${arn}`,
    arn,
    connection: connectionId(client.connection),
  };
}

async function repositoryUrl(context: DiagnosticContext, it: RepositoryEndpoint): Promise<string> {
  const { api } = await context.connectionForDomain(it);
  return await api.endpoint(it, 'maven', context.signal);
}

/** How long packages are looked at, one after the other; the check must end in time. */
const inspectionMs = 3_000;

/** More names than this are not read, only copied. */
const maxShownNames = 10;

async function mixedOriginFindings(
  context: DiagnosticContext,
  it: RepositoryEndpoint,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const subject = it.repository;
  const end = context.now() + inspectionMs;
  const client = await context.connectionForDomain(it);
  const command = createCliCommandBuilder(context, client, it);
  const scanResult = await findMixedOriginPackages(
    client.api,
    it,
    () => context.now() >= end,
    signal,
  );
  const incomplete: readonly Finding[] = scanResult.complete
    ? []
    : [
        {
          subject,
          state: 'skipped',
          ...copyCommandFix(listCommand(command)),
          observation: localizableText(
            'there was time for {0} of the packages that may be published and come from upstream as well: the command to copy lists them all',
            scanResult.inspected,
          ),
        },
      ];
  if (scanResult.published.length > 0)
    return [mixedOriginFinding(subject, scanResult.published, command), ...incomplete];
  const observation = localizableText('no package published here may also come from upstream');
  return scanResult.complete ? [{ subject, state: 'ok', observation }] : incomplete;
}

/** Makes a command of the AWS CLI about the repository, for whoever asks for its domain here. */
type CliCommandBuilder = (operation: string, ...options: readonly (readonly string[])[]) => string;

function createCliCommandBuilder(
  { shell }: DiagnosticContext,
  { connection }: ConnectionClient,
  it: Repository,
): CliCommandBuilder {
  return (operation, ...options) =>
    formatCommandLine(
      shell,
      `aws codeartifact ${operation}`,
      cliOption('region', it.region),
      ...awsCliOptions(connection),
      cliOption('domain', it.domain),
      cliOption('domain-owner', it.owner),
      cliOption('repository', it.repository),
      ['--format', 'maven'],
      ...options,
    );
}

function mixedOriginFinding(
  subject: string,
  packages: readonly Package[],
  command: CliCommandBuilder,
): Finding {
  const names = packages.map(({ namespace = '', package: name }) => `${namespace}:${name}`);
  const shown = names.slice(0, maxShownNames).join(', ');
  const more = names.length - maxShownNames;
  return {
    subject,
    state: 'warning',
    observation:
      more > 0
        ? localizableText(
            'published here, and open to upstream as well, so that a stranger could publish a newer version under the same name: {0}, and {1} more',
            ...[shown, more],
          )
        : localizableText(
            'published here, and open to upstream as well, so that a stranger could publish a newer version under the same name: {0}',
            shown,
          ),
    ...copyCommandFix(packages.map(it => blockCommand(it, command)).join('\n')),
  };
}

function blockCommand({ namespace, package: name }: Package, command: CliCommandBuilder): string {
  return command(
    'put-package-origin-configuration',
    ...(namespace === undefined ? [] : [cliOption('namespace', namespace)]),
    cliOption('package', name),
    ['--restrictions', 'publish=ALLOW,upstream=BLOCK'],
  );
}

function listCommand(command: CliCommandBuilder): string {
  return command('list-packages', ['--publish', 'ALLOW'], ['--upstream', 'ALLOW']);
}
