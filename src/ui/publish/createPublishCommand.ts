import type { Connection } from '../../core/connection';
import type { PackageVersion } from '../../core/coordinates';
import {
  formatCommandLine,
  escapeFileArgument,
  cliOption,
  joinCommandLines,
  quoteForShell,
  type Shell,
} from '../../shared/shell';
import { versionOptions } from '../download/awsCliOptions';

/** What goes into an archive. */
export interface ArchiveContent {
  /** Each `name` is in its `folder`, and is called so in the archive; `.` is all that is in it. */
  readonly entries: readonly { readonly folder: string; readonly name: string }[];
  /** Paths in the archive. */
  readonly excludedPaths: readonly string[];
}

/**
 * What does the same in a POSIX shell: GNU tar, sha256sum and the AWS CLI. What is left out now is named
 * one by one, so that a secret stays out there, too; files that come later are not judged.
 */
export function createPublishCommand(
  version: PackageVersion,
  asset: string,
  { entries, excludedPaths }: ArchiveContent,
  connection: Connection,
): string {
  const tar = formatCommandLine(
    'posix',
    'tar',
    ['--sort=name', '--owner=0', '--group=0', '--numeric-owner'],
    ['--mtime=@0', '--anchored', '--no-wildcards'],
    ...excludedPaths.map(it => [`--exclude=./${it}`]),
    ['-czf', escapeFileArgument(asset)],
    ...entries.map(({ folder, name }) => ['-C', folder, name === '.' ? name : `./${name}`]),
  );
  return `${tar}\n${createPublishFileCommand(version, asset, asset, connection, 'posix')}`;
}

/** Publishes one file as it is, with the AWS CLI. An `unfinished` version waits for more. */
export function createPublishFileCommand(
  version: PackageVersion,
  asset: string,
  file: string,
  connection: Connection,
  shell: Shell,
  unfinished = false,
): string {
  const publish = formatCommandLine(
    shell,
    'aws codeartifact publish-package-version',
    ...versionOptions(version, connection),
    cliOption('asset-name', asset),
    ['--asset-content', escapeFileArgument(file)],
    unfinished ? ['--unfinished'] : [],
  );
  const name = quoteForShell(escapeFileArgument(file), shell);
  const hash =
    shell === 'posix'
      ? `"$(sha256sum ${name} | cut -d ' ' -f 1)"`
      : `(Get-FileHash -Algorithm SHA256 -LiteralPath ${name}).Hash.ToLower()`;
  return `${joinCommandLines([publish, `--asset-sha256 ${hash}`], shell)}\n`;
}
