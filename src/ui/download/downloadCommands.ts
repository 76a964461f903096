import type { Connection } from '../../core/connection';
import type { PackageVersion } from '../../core/coordinates';
import { formatCommandLine, escapeFileArgument, cliOption, type Shell } from '../../shared/shell';
import { createTokenCommand, versionOptions } from './awsCliOptions';

/** An asset, and what is needed to name it in commands. */
export interface AssetCommandInput {
  readonly version: PackageVersion;
  readonly asset: string;
  /** A name for the local file. */
  readonly file: string;
  readonly connection: Connection;
  /** What the commands are for. */
  readonly shell: Shell;
}

/** Fetches the asset with the AWS CLI. */
export function createAwsDownloadCommand({
  version,
  asset,
  file,
  connection,
  shell,
}: AssetCommandInput): string {
  return `${formatCommandLine(
    shell,
    'aws codeartifact get-package-version-asset',
    ...versionOptions(version, connection),
    cliOption('asset', asset),
    [escapeFileArgument(file)],
  )}\n`;
}

/**
 * Fetches a file of a Maven package over HTTP. The token is asked for, kept in a variable and given
 * to curl on its standard input, so it is never an argument that other users of the machine can see.
 */
export function createCurlDownloadCommand(it: AssetCommandInput, mavenEndpoint: string): string {
  const { version, asset, file, shell } = it;
  const url = new URL(
    [...(version.namespace ?? '').split('.'), version.package, version.version, asset]
      .map(encodeURIComponent)
      .join('/'),
    mavenEndpoint,
  );
  // To Windows PowerShell, `curl` is another program.
  const curl = shell === 'posix' ? 'curl' : '& (Get-Command curl -CommandType Application)[0]';
  const fetch = formatCommandLine(
    shell,
    `${curl} --config - --fail --location`,
    ['--output', escapeFileArgument(file)],
    [url.href],
  );
  const config =
    shell === 'posix'
      ? String.raw`printf 'user = "aws:%s"\n' "$CODEARTIFACT_AUTH_TOKEN"`
      : '"user = `"aws:$env:CODEARTIFACT_AUTH_TOKEN`""';
  return `${createTokenCommand(version, it.connection, shell)}\n${config} | ${fetch}\n`;
}

/**
 * Lets Maven fetch a file into its local repository, with the credentials of the server
 * `DOMAIN-REPOSITORY` of settings.xml; undefined for files that no coordinates name.
 */
export function createMavenDownloadCommand(
  it: AssetCommandInput,
  mavenEndpoint: string,
): string | undefined {
  const { namespace = '', package: artifact, version, domain, repository } = it.version;
  const mavenFile = parseMavenFileName(it);
  if (!mavenFile) return undefined;
  const file = [
    mavenFile.packaging,
    ...(mavenFile.classifier === undefined ? [] : [mavenFile.classifier]),
  ];
  const id = `${domain}-${repository}`;
  return `${formatCommandLine(
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
function parseMavenFileName({ version, asset }: AssetCommandInput) {
  const base = version.version.replace(/-SNAPSHOT$/, '');
  const start = `${version.package}-${base}`;
  if (!asset.startsWith(start)) return undefined;
  const time = base === version.version ? '' : String.raw`-(?:SNAPSHOT|\d{8}\.\d{6}-\d+)`;
  const rest = new RegExp(String.raw`^${time}(?:-(.+?))?\.((?:tar\.)?[^.]+)$`);
  const [, classifier, packaging] = rest.exec(asset.slice(start.length)) ?? [];
  const isArtifact = packaging !== undefined && !/^(?:asc|md5|sha\d+)$/.test(packaging);
  return isArtifact ? { packaging, classifier } : undefined;
}
