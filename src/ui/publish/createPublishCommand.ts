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

/** The contents of an archive. */
export interface ArchiveContent {
  /**
   * Each `name` is a child of `folder` and keeps its name in the archive. `.` stands for all
   * children.
   */
  readonly entries: readonly { readonly folder: string; readonly name: string }[];
  /** The paths in the archive that are left out. */
  readonly excludedPaths: readonly string[];
}

/**
 * The commands that do the same in a POSIX shell, with GNU tar, sha256sum and the AWS CLI. They
 * name each path that is left out, so that secrets stay out. Files that are added later are not
 * checked.
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

/**
 * The command that publishes one file with the AWS CLI. An `unfinished` version waits for more
 * files.
 */
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
