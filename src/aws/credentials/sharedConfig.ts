import { parseKnownFiles } from '@smithy/core/config';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../core/failure';
import type { AwsOptions } from '../client/awsOptions';

/** The keys of one section of the shared files. */
export type ConfigSection = Readonly<Record<string, string | undefined>>;

/** The paths of the shared config and credentials files. */
export interface SharedConfigPaths {
  readonly config: string;
  readonly credentials: string;
}

/** The sections of the shared files, by kind and name. */
export interface SharedConfig {
  readonly paths: SharedConfigPaths;
  readonly profiles: ReadonlyMap<string, ConfigSection>;
  readonly ssoSessions: ReadonlyMap<string, ConfigSection>;
  readonly services: ReadonlyMap<string, ConfigSection>;
}

type Environment = AwsOptions['environment'];

/** The user's home folder as the AWS CLI and the SDKs determine it. */
export function homeFolder(environment: Environment): string {
  return environment['HOME'] || environment['USERPROFILE'] || homedir();
}

/** The paths from `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`, by default in `~/.aws`. */
export function sharedConfigPaths(environment: Environment): SharedConfigPaths {
  const home = homeFolder(environment);
  const resolvePath = (configured: string | undefined, defaultName: string): string => {
    if (!configured) return path.join(home, '.aws', defaultName);
    return /^~[\\/]/.test(configured) ? path.join(home, configured.slice(2)) : configured;
  };
  return {
    config: resolvePath(environment['AWS_CONFIG_FILE'], 'config'),
    credentials: resolvePath(environment['AWS_SHARED_CREDENTIALS_FILE'], 'credentials'),
  };
}

/** A text that changes when one of the files changes, or when a folder gains or loses a file. */
export async function fingerprintOf(paths: readonly string[]): Promise<string> {
  return (await Promise.all(paths.map(fileFingerprint))).join(' ');
}

/**
 * Reads both files afresh, config and credentials merged as every AWS tool does. Absent files are
 * empty; one that cannot be read is a `file-unreadable` failure, since the SDK would take it for
 * absent. The SDK keeps what it read for the life of the process: this refreshes that, too.
 */
export async function readSharedConfig(environment: Environment): Promise<SharedConfig> {
  const paths = sharedConfigPaths(environment);
  await Promise.all([checkReadable(paths.config), checkReadable(paths.credentials)]);
  const sections = await parseKnownFiles({
    filepath: paths.credentials,
    configFilepath: paths.config,
    ignoreCache: true,
  });
  const profiles = new Map<string, ConfigSection>();
  const ssoSessions = new Map<string, ConfigSection>();
  const services = new Map<string, ConfigSection>();
  for (const [name, section] of Object.entries(sections)) {
    const [, kind, rest] = /^(sso-session|services)\.(.*)$/.exec(name) ?? [];
    if (kind === undefined || rest === undefined) profiles.set(name, section);
    else (kind === 'services' ? services : ssoSessions).set(rest, section);
  }
  return { paths, profiles, ssoSessions, services };
}

async function fileFingerprint(file: string): Promise<string> {
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
