import { cliOptions, type Connection } from '../../model/connection';
import type { Domain, PackageVersion } from '../../model/coordinates';
import { commandLine, type Shell } from '../../model/shell';

function domainOptions({ domain, owner, region }: Domain, connection: Connection): string[][] {
  return [
    ['--region', region],
    ...cliOptions(connection),
    ['--domain', domain],
    ['--domain-owner', owner],
  ];
}

/** The options that name a version to `aws codeartifact`. */
export function versionOptions(it: PackageVersion, connection: Connection): string[][] {
  return [
    ...domainOptions(it, connection),
    ['--repository', it.repository],
    ['--format', it.format],
    ...(it.namespace === undefined ? [] : [['--namespace', it.namespace]]),
    ['--package', it.package],
    ['--package-version', it.version],
  ];
}

/** Puts a fresh token into `CODEARTIFACT_AUTH_TOKEN` of the shell, without showing it. */
export function tokenCommand(domain: Domain, connection: Connection, shell: Shell): string {
  const ask = commandLine(
    shell,
    'aws codeartifact get-authorization-token',
    ...domainOptions(domain, connection),
    ['--query', 'authorizationToken'],
    ['--output', 'text'],
  );
  return shell === 'posix'
    ? `export CODEARTIFACT_AUTH_TOKEN="$(${ask})"`
    : `$env:CODEARTIFACT_AUTH_TOKEN = ${ask}`;
}
