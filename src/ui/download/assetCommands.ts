import type { Connection } from '../../core/connection';
import type { PackageVersion } from '../../core/coordinates';
import { commandLine, fileArgument, longOption, type Shell } from '../../shared/shell';
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
  return `${commandLine(
    shell,
    'aws codeartifact get-package-version-asset',
    ...versionOptions(version, connection),
    longOption('asset', asset),
    [fileArgument(file)],
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
    ['--output', fileArgument(file)],
    [url.href],
  );
  const config =
    shell === 'posix'
      ? String.raw`printf 'user = "aws:%s"\n' "$CODEARTIFACT_AUTH_TOKEN"`
      : '"user = `"aws:$env:CODEARTIFACT_AUTH_TOKEN`""';
  return `${tokenCommand(version, it.connection, shell)}\n${config} | ${fetch}\n`;
}

/**
 * Lets Maven fetch a file into its local repository, with the credentials of the server
 * `DOMAIN-REPOSITORY` of settings.xml; undefined for files that no coordinates name.
 */
export function mavenFetch(it: NamedAsset, mavenEndpoint: string): string | undefined {
  const { namespace = '', package: artifact, version, domain, repository } = it.version;
  const named = mavenName(it);
  if (!named) return undefined;
  const file = [named.packaging, ...(named.classifier === undefined ? [] : [named.classifier])];
  const id = `${domain}-${repository}`;
  return `${commandLine(
    it.shell,
    'mvn dependency:get',
    [`-DremoteRepositories=${id}::default::${mavenEndpoint}`],
    [`-Dartifact=${[namespace, artifact, version, ...file].join(':')}`],
    // The file alone: what it depends on may be of other repositories.
    ['-Dtransitive=false'],
  )}\n`;
}

/**
 * What Maven calls a file of its repository: `app-1.0-sources.jar` is a jar with a classifier. Those of
 * a snapshot have a time in the place of `SNAPSHOT`. Undefined for checksums and for what lies beside.
 */
function mavenName({ version, asset }: NamedAsset) {
  const base = version.version.replace(/-SNAPSHOT$/, '');
  const start = `${version.package}-${base}`;
  if (!asset.startsWith(start)) return undefined;
  const time = base === version.version ? '' : String.raw`-(?:SNAPSHOT|\d{8}\.\d{6}-\d+)`;
  const rest = new RegExp(String.raw`^${time}(?:-(.+?))?\.((?:tar\.)?[^.]+)$`);
  const [, classifier, packaging] = rest.exec(asset.slice(start.length)) ?? [];
  const named = packaging !== undefined && !/^(?:asc|md5|sha\d+)$/.test(packaging);
  return named ? { packaging, classifier } : undefined;
}
