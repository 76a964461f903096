import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../core/failure';
import type { AwsOptions } from '../client/awsOptions';
import { decodeConfigFile } from './decodeConfigFile';
import { expandPath } from './expandPath';
import { ConfigSyntaxError, parseConfigFile, type ConfigFile } from './parseConfigFile';
import { splitWords } from './pythonText';

/** The keys of one section of the shared files. Keys of a nested block are `block.key`. */
export type ConfigSection = Readonly<Record<string, string | undefined>>;

/** The paths of the shared config and credentials files. */
export interface SharedConfigPaths {
  readonly config: string;
  readonly credentials: string;
}

/** The sections of the shared files, by kind and name. */
export interface SharedConfig {
  /** Both files merged; for a key in both, the credentials file takes precedence. */
  readonly profiles: ReadonlyMap<string, ConfigSection>;
  /** The profiles of the config file alone. */
  readonly configFile: ReadonlyMap<string, ConfigSection>;
  /** The profiles of the credentials file alone. */
  readonly credentialsFile: ReadonlyMap<string, ConfigSection>;
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
  const resolvePath = (configured: string | undefined, defaultName: string): string =>
    configured ? expandPath(configured, environment, home) : path.join(home, '.aws', defaultName);
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
 * Reads both files and merges them as the AWS CLI does. An absent file is empty. Throws
 * `file-unreadable` for a file that cannot be read or that the AWS CLI refuses to parse, with the
 * line and the reason.
 */
export async function readSharedConfig(environment: Environment): Promise<SharedConfig> {
  const paths = sharedConfigPaths(environment);
  const [config, credentials] = await Promise.all([
    readConfigFile(paths.config),
    readConfigFile(paths.credentials),
  ]);
  return mergeSharedConfig(config, credentials);
}

/** The sections of a config file and a credentials file by their kinds, merged. */
export function mergeSharedConfig(config: ConfigFile, credentials: ConfigFile): SharedConfig {
  const configFile = new Map<string, ConfigSection>();
  const ssoSessions = new Map<string, ConfigSection>();
  const services = new Map<string, ConfigSection>();
  const kinds = { profile: configFile, 'sso-session': ssoSessions, services };
  for (const [title, section] of config) {
    const kind = Object.entries(kinds).find(([prefix]) => title.startsWith(prefix))?.[1];
    const words = kind && splitWords(title);
    const [, name] = words?.length === 2 ? words : [];
    if (kind && name !== undefined) kind.set(name, flatten(section));
    else if (title === 'default') configFile.set(title, flatten(section));
  }
  const credentialsFile = new Map([...credentials].map(([name, it]) => [name, flatten(it)]));
  const profiles = new Map(configFile);
  for (const [name, section] of credentialsFile)
    profiles.set(name, { ...profiles.get(name), ...section });
  return { profiles, configFile, credentialsFile, ssoSessions, services };
}

function flatten(section: NonNullable<ReturnType<ConfigFile['get']>>): ConfigSection {
  const entries = [...section].flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[key, value] as const]
      : [...value].map(([blockKey, text]) => [`${key}.${blockKey}`, text] as const),
  );
  return Object.fromEntries(entries);
}

async function fileFingerprint(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return [mtimeMs, size, ino].join(':');
  } catch {
    return 'absent';
  }
}

async function readConfigFile(file: string): Promise<ConfigFile> {
  try {
    return parseConfigFile(decodeConfigFile(await readFile(file)));
  } catch (error) {
    if (error instanceof ConfigSyntaxError) {
      const { line, message } = error;
      const reason = `line ${line}: ${message}`;
      throw new Failure('file-unreadable', file, { file, line, reason }, { cause: error });
    }
    const errno = (error as NodeJS.ErrnoException).code;
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return new Map();
    if (errno === undefined) throw error;
    throw new Failure('file-unreadable', file, { file, errno }, { cause: error });
  }
}
