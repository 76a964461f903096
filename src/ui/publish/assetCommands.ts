import type { Connection } from '../../model/connection';
import type { PackageVersion } from '../../model/coordinates';
import { commandLine, shellWord, type Shell } from '../../model/shell';
import { tokenCommand, versionOptions } from './awsCommand';

/** An asset, and what is needed to name it in commands. */
export interface NamedAsset {
  readonly version: PackageVersion;
  readonly asset: string;
  /** A name for the local file. */
  readonly file: string;
  readonly connection: Connection;
  /** What the commands are for. */
  readonly shell: Shell;
}

/** Fetches the asset with the AWS CLI. */
export function awsFetch({ version, asset, file, connection, shell }: NamedAsset): string {
  // A name that starts with a hyphen would be read as an option.
  const local = file.startsWith('-') ? `./${file}` : file;
  return `${commandLine(
    shell,
    'aws codeartifact get-package-version-asset',
    ...versionOptions(version, connection),
    ['--asset', asset],
    [local],
  )}\n`;
}

/**
 * Fetches a file of a Maven package over HTTP. The token is asked for, kept in a variable and given
 * to curl on its standard input, so it is never an argument that other users of the machine can see.
 */
export function curlFetch(it: NamedAsset, mavenEndpoint: string): string {
  const { version, asset, file, shell } = it;
  const url = new URL(
    [...(version.namespace ?? '').split('.'), version.package, version.version, asset]
      .map(encodeURIComponent)
      .join('/'),
    mavenEndpoint,
  );
  // To Windows PowerShell, `curl` is another program.
  const curl = shell === 'posix' ? 'curl' : '& (Get-Command curl -CommandType Application)[0]';
  const fetch = commandLine(
    shell,
    `${curl} --config - --fail --location`,
    ['--output', file],
    [url.href],
  );
  const config =
    shell === 'posix'
      ? String.raw`printf 'user = "aws:%s"\n' "$CODEARTIFACT_AUTH_TOKEN"`
      : '"user = `"aws:$env:CODEARTIFACT_AUTH_TOKEN`""';
  return `${tokenCommand(version, it.connection, shell)}\n${config} | ${fetch}\n`;
}

/** Lets Maven fetch the version, with the credentials of the server `DOMAIN-REPOSITORY` of settings.xml. */
export function mavenFetch({ version, shell }: NamedAsset, mavenEndpoint: string): string {
  const { namespace = '', package: artifact, domain, repository } = version;
  const id = `${domain}-${repository}`;
  const words = [
    `-DremoteRepositories=${id}::default::${mavenEndpoint}`,
    `-Dartifact=${namespace}:${artifact}:${version.version}`,
  ];
  return `mvn dependency:get ${words.map(it => shellWord(it, shell)).join(' ')}\n`;
}
