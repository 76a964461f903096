import { awsCliOptions, type Connection } from '../../core/connection';
import type { Domain, PackageVersion } from '../../core/coordinates';
import { formatCommandLine, cliOption, type Shell } from '../../shared/shell';

function domainOptions({ domain, owner, region }: Domain, connection: Connection): string[][] {
  return [
    cliOption('region', region),
    ...awsCliOptions(connection),
    cliOption('domain', domain),
    cliOption('domain-owner', owner),
  ];
}

/** The options that name a version to `aws codeartifact`. */
export function versionOptions(it: PackageVersion, connection: Connection): string[][] {
  return [
    ...domainOptions(it, connection),
    cliOption('repository', it.repository),
    cliOption('format', it.format),
    ...(it.namespace === undefined ? [] : [cliOption('namespace', it.namespace)]),
    cliOption('package', it.package),
    cliOption('package-version', it.version),
  ];
}

/** Puts a fresh token into `CODEARTIFACT_AUTH_TOKEN` of the shell, without showing it. */
export function createTokenCommand(domain: Domain, connection: Connection, shell: Shell): string {
  const getTokenCommand = formatCommandLine(
    shell,
    'aws codeartifact get-authorization-token',
    ...domainOptions(domain, connection),
    ['--query', 'authorizationToken'],
    ['--output', 'text'],
  );
  return shell === 'posix'
    ? `export CODEARTIFACT_AUTH_TOKEN="$(${getTokenCommand})"`
    : `$env:CODEARTIFACT_AUTH_TOKEN = ${getTokenCommand}`;
}
