import type { Connection } from '../../core/connection';
import type { PackageVersion } from '../../core/coordinates';
import {
  commandLine,
  fileArgument,
  longOption,
  onLines,
  shellWord,
  type Shell,
} from '../../shared/shell';
import { versionOptions } from '../download/awsCommand';

/** What goes into an archive. */
export interface ArchiveContent {
  /** Each `name` is in its `folder`, and is called so in the archive; `.` is all that is in it. */
  readonly places: readonly { readonly folder: string; readonly name: string }[];
  /** Paths in the archive. */
  readonly leftOut: readonly string[];
}

/**
 * What does the same in a POSIX shell: GNU tar, sha256sum and the AWS CLI. What is left out now is named
 * one by one, so that a secret stays out there, too; files that come later are not judged.
 */
export function publishCommand(
  version: PackageVersion,
  asset: string,
  { places, leftOut }: ArchiveContent,
  connection: Connection,
): string {
  const tar = commandLine(
    'posix',
    'tar',
    ['--sort=name', '--owner=0', '--group=0', '--numeric-owner'],
    ['--mtime=@0', '--anchored', '--no-wildcards'],
    ...leftOut.map(it => [`--exclude=./${it}`]),
    ['-czf', fileArgument(asset)],
    ...places.map(({ folder, name }) => ['-C', folder, name === '.' ? name : `./${name}`]),
  );
  return `${tar}\n${publishFileCommand(version, asset, asset, connection, 'posix')}`;
}

/** Publishes one file as it is, with the AWS CLI. An `unfinished` version waits for more. */
export function publishFileCommand(
  version: PackageVersion,
  asset: string,
  file: string,
  connection: Connection,
  shell: Shell,
  unfinished = false,
): string {
  const publish = commandLine(
    shell,
    'aws codeartifact publish-package-version',
    ...versionOptions(version, connection),
    longOption('asset-name', asset),
    ['--asset-content', fileArgument(file)],
    unfinished ? ['--unfinished'] : [],
  );
  const name = shellWord(fileArgument(file), shell);
  const hash =
    shell === 'posix'
      ? `"$(sha256sum ${name} | cut -d ' ' -f 1)"`
      : `(Get-FileHash -Algorithm SHA256 -LiteralPath ${name}).Hash.ToLower()`;
  return `${onLines([publish, `--asset-sha256 ${hash}`], shell)}\n`;
}
