import { cliOptions, type Connection } from '../../core/connection';
import type { Domain, PackageVersion } from '../../core/coordinates';
import { commandLine, longOption, type Shell } from '../../shared/shell';

function domainOptions({ domain, owner, region }: Domain, connection: Connection): string[][] {
  return [
    longOption('region', region),
    ...cliOptions(connection),
    longOption('domain', domain),
    longOption('domain-owner', owner),
  ];
}

/** The options that name a version to `aws codeartifact`. */
export function versionOptions(it: PackageVersion, connection: Connection): string[][] {
  return [
    ...domainOptions(it, connection),
    longOption('repository', it.repository),
    longOption('format', it.format),
    ...(it.namespace === undefined ? [] : [longOption('namespace', it.namespace)]),
    longOption('package', it.package),
    longOption('package-version', it.version),
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
