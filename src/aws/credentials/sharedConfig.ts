import { parseKnownFiles } from '@smithy/core/config';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../core/failure';
import type { AwsOptions } from '../client/awsOptions';

/** The keys of one section of the shared files. */
export type Section = Readonly<Record<string, string | undefined>>;

/** Where the shared files are. */
export interface SharedPaths {
  readonly config: string;
  readonly credentials: string;
}

/** The shared files as they are now. */
export interface SharedConfig {
  readonly paths: SharedPaths;
  readonly profiles: ReadonlyMap<string, Section>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  readonly services: ReadonlyMap<string, Section>;
}

type Environment = AwsOptions['environment'];

/** The user's home folder, as the AWS CLI and the SDKs see it. */
export function homeFolder(environment: Environment): string {
  return environment['HOME'] || environment['USERPROFILE'] || homedir();
}

/** The shared files' places: `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws`. */
export function sharedPaths(environment: Environment): SharedPaths {
  const home = homeFolder(environment);
  const place = (named: string | undefined, usual: string): string => {
    if (!named) return path.join(home, '.aws', usual);
    return /^~[\\/]/.test(named) ? path.join(home, named.slice(2)) : named;
  };
  return {
    config: place(environment['AWS_CONFIG_FILE'], 'config'),
    credentials: place(environment['AWS_SHARED_CREDENTIALS_FILE'], 'credentials'),
  };
}

/** Changes whenever one of the files does, or a folder gets or loses a file. */
export async function stampOf(places: readonly string[]): Promise<string> {
  return (await Promise.all(places.map(fileStamp))).join(' ');
}

/**
 * Reads both files afresh, config and credentials merged as every AWS tool does. Absent files are
 * empty; one that cannot be read is a `file-unreadable` failure, since the SDK would take it for
 * absent. The SDK keeps what it read for the life of the process: this refreshes that, too.
 */
export async function readSharedConfig(environment: Environment): Promise<SharedConfig> {
  const paths = sharedPaths(environment);
  await Promise.all([checkReadable(paths.config), checkReadable(paths.credentials)]);
  const sections = await parseKnownFiles({
    filepath: paths.credentials,
    configFilepath: paths.config,
    ignoreCache: true,
  });
  const profiles = new Map<string, Section>();
  const ssoSessions = new Map<string, Section>();
  const services = new Map<string, Section>();
  for (const [name, section] of Object.entries(sections)) {
    const [, kind, rest] = /^(sso-session|services)\.(.*)$/.exec(name) ?? [];
    if (kind === undefined || rest === undefined) profiles.set(name, section);
    else (kind === 'services' ? services : ssoSessions).set(rest, section);
  }
  return { paths, profiles, ssoSessions, services };
}

async function fileStamp(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return [mtimeMs, size, ino].join(':');
  } catch {
    return 'absent';
  }
}

async function checkReadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
    if ((await stat(file)).isDirectory())
      throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  } catch (error) {
    const errno = (error as NodeJS.ErrnoException).code;
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return;
    throw new Failure('file-unreadable', file, { file, ...(errno && { errno }) }, { cause: error });
  }
}
