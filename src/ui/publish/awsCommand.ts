import type { Connection } from '../../model/connection';
import type { Domain, PackageVersion } from '../../model/coordinates';
import { commandLine } from './shellWords';

/** Options that tell the AWS CLI whom to ask. Never a secret: a profile is named, a sandbox is not signed in. */
function whom(connection: Connection): string[][] {
  if (connection.kind === 'sandbox') return [['--endpoint-url', connection.endpoint]];
  return connection.kind === 'profile' ? [['--profile', connection.profile]] : [];
}

function domainOptions({ domain, owner, region }: Domain, connection: Connection): string[][] {
  return [
    ['--region', region],
    ...whom(connection),
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
export function tokenCommand(domain: Domain, connection: Connection): string {
  const ask = commandLine(
    'aws codeartifact get-authorization-token',
    ...domainOptions(domain, connection),
    ['--query', 'authorizationToken'],
    ['--output', 'text'],
  );
  return `export CODEARTIFACT_AUTH_TOKEN="$(${ask})"`;
}
