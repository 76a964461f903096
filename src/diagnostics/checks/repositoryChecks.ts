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
import { approvedRepositories } from '../factNames';
import type { ConnectionClient, DiagnosticContext } from '../diagnosticContext';
import { observe, type CheckId } from '../messages';

/** Creates a check that inspects all repositories in use at the same time. */
function createRepositoryCheck(
  id: CheckId,
  inspect: (
    context: DiagnosticContext,
    endpoint: RepositoryEndpoint,
    signal: AbortSignal,
  ) => Promise<readonly Finding[]>,
): Check {
  return {
    id,
    async run(context, signal) {
      const repositories = approvedRepositories(await context.maven());
      return findingsForEach(
        repositories,
        ({ repository }) => repository,
        observe('no-repository'),
        endpoint => inspect(context, endpoint, signal),
      );
    },
  };
}

/** Whether each repository in use accepts a token. */
export const endpointCheck = createRepositoryCheck('endpoint', endpointFindings);

/** Whether each repository in use is connected to Maven Central. */
export const mavenCentralCheck = createRepositoryCheck('central', async (context, it) => [
  (await context.hasMavenCentral(it))
    ? {
        subject: it.repository,
        state: 'ok',
        observation: observe('central-available'),
      }
    : {
        subject: it.repository,
        state: 'warning',
        observation: observe('central-unavailable'),
      },
]);

/** Whether packages that are published to a repository also accept upstream versions. */
export const originControlsCheck = createRepositoryCheck('origins', mixedOriginFindings);

/** No repository has this path, so a repository that accepts the token responds with 404. */
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
          observation: observe('endpoint-rejects', url),
          ...commandFix(context, 'fix-401', 'codeartifact.fix401'),
        },
      ];
    case 403:
      return [
        {
          subject,
          state: 'error',
          observation: observe('endpoint-denies', subject),
          ...commandFix(
            context,
            'show-policy',
            'codeartifact.showPolicy',
            await syntheticDenial(context, it),
          ),
        },
      ];
    case 404:
      // A repository that does not exist also responds with 404.
      await context.repository(it);
      return [{ subject, state: 'ok', observation: observe('endpoint-accepts', url) }];
    default:
      return status < 400
        ? [{ subject, state: 'ok', observation: observe('endpoint-accepts', url) }]
        : [
            {
              subject,
              state: 'warning',
              observation: observe('endpoint-status', url, status),
            },
          ];
  }
}

/** The access denied message that AWS would send for a signed API request. */
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

/** How long packages are inspected, so that the check stays within its time limit. */
const inspectionMs = 3_000;

/** How many package names are shown. The copied command contains all of them. */
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
          observation: observe('origins-incomplete', scanResult.inspected),
        },
      ];
  if (scanResult.published.length > 0)
    return [mixedOriginFinding(subject, scanResult.published, command), ...incomplete];
  const observation = observe('origins-separate');
  return scanResult.complete ? [{ subject, state: 'ok', observation }] : incomplete;
}

/** Creates an AWS CLI command for the repository, with the credentials that this window uses for it. */
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
      more > 0 ? observe('origins-mixed-more', shown, more) : observe('origins-mixed', shown),
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
