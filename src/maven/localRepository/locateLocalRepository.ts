import path from 'node:path';
import { Failure } from '../../core/failure';
import { splitOptionsFile } from '../../shared/splitOptions';
import { parseUserHomeOption } from '../mavenOptions';
import { parseUserProperty } from './parseUserProperty';
import type { SettingValue } from '../locateSettings';
import type { MavenSettings } from '../mavenSettings';

/** What named the local repository. */
export type LocalRepositorySource =
  | 'default'
  | 'settings.xml'
  | 'maven.executable.options'
  | 'MAVEN_ARGS'
  | '.mvn/maven.config'
  | '.mvn/jvm.config'
  | 'MAVEN_OPTS'
  | 'JAVA_TOOL_OPTIONS'
  | 'JDK_JAVA_OPTIONS'
  | '_JAVA_OPTIONS';

/** A local repository that something uses. */
export interface LocalRepository {
  /** Absolute, not resolved through links. */
  readonly path: string;
  readonly namedBy: LocalRepositorySource;
  /** Whether the workspace names it. */
  readonly fromWorkspace: boolean;
}

/** What decides where it is. Nothing is read from the machine. */
export interface LocateLocalRepositoryInput {
  /** The settings.xml in use, where it could be read. */
  readonly settings?: Pick<MavenSettings, 'localRepository'>;
  /** See `LocateSettingsInput`. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly mavenVersion?: string;
  /** `maven.executable.options`, in one line, where it is VS Code that runs Maven. */
  readonly mavenOptions?: SettingValue;
  readonly project?: {
    readonly folder: string;
    readonly mavenConfig?: string;
    readonly jvmConfig?: string;
  };
}

/**
 * The local repository as Maven in a terminal finds it: `-Dmaven.repo.local`, then
 * `<localRepository>`, then `.m2/repository` in Java's `user.home`. Throws `home-unknown`, and
 * `settings-refused` for a `<localRepository>` with an expression that is not known here.
 */
export function locateLocalRepository(input: LocateLocalRepositoryInput): LocalRepository {
  const { project, settings } = input;
  const option = [...readCommandLineOptions(input), ...readJvmOptions(input).toReversed()].find(
    ({ value }) => value !== undefined && value !== '',
  );
  if (option?.value !== undefined)
    return {
      path: pathModule(input).resolve(project?.folder ?? input.accountHome, option.value),
      namedBy: option.namedBy,
      fromWorkspace: option.fromWorkspace,
    };
  if (settings?.localRepository !== undefined)
    return {
      path: pathModule(input).resolve(
        project?.folder ?? input.accountHome,
        interpolate(settings.localRepository, input),
      ),
      namedBy: 'settings.xml',
      fromWorkspace: false,
    };
  const repositoryPath = pathModule(input).join(findUserHome(input).folder, '.m2', 'repository');
  return {
    path: repositoryPath,
    namedBy: 'default',
    fromWorkspace: findUserHome(input).fromWorkspace,
  };
}

/** What named a local repository, if it did; the first one wins. */
interface LocalRepositoryOption {
  readonly namedBy: LocalRepositorySource;
  readonly fromWorkspace: boolean;
  readonly value: string | undefined;
}

const repoLocalProperty = 'maven.repo.local';

function readCommandLineOptions(
  input: LocateLocalRepositoryInput,
): readonly LocalRepositoryOption[] {
  const { env, mavenVersion, mavenOptions, project } = input;
  // Maven heeds MAVEN_ARGS from 3.9 on.
  const supportsMavenArgs = !/^(?:[12]\.|3\.[0-8](?:\.|$))/.test(mavenVersion ?? '');
  const args = supportsMavenArgs ? (env['MAVEN_ARGS'] ?? '') : '';
  const toOption = (namedBy: LocalRepositorySource, text: string, fromWorkspace: boolean) => ({
    namedBy,
    fromWorkspace,
    value: parseUserProperty(splitOptionsFile(text), repoLocalProperty),
  });
  const { value: options = '', fromWorkspace = false } = mavenOptions ?? {};
  return [
    toOption('maven.executable.options', options, fromWorkspace),
    toOption('MAVEN_ARGS', args, false),
    toOption('.mvn/maven.config', project?.mavenConfig ?? '', true),
  ];
}

/** In the order in which Java sees them: the last one wins. */
const jvmOptionSources = [
  ...(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '.mvn/jvm.config'] as const),
  ...(['MAVEN_OPTS', '_JAVA_OPTIONS'] as const),
];

function optionsText(
  { env, project }: LocateLocalRepositoryInput,
  source: (typeof jvmOptionSources)[number],
): string {
  return (source === '.mvn/jvm.config' ? project?.jvmConfig : env[source]) ?? '';
}

function readJvmOptions(input: LocateLocalRepositoryInput): readonly LocalRepositoryOption[] {
  return jvmOptionSources.map(namedBy => ({
    namedBy,
    fromWorkspace: namedBy === '.mvn/jvm.config',
    value: parseUserProperty(splitOptionsFile(optionsText(input, namedBy)), repoLocalProperty),
  }));
}

function findUserHome(input: LocateLocalRepositoryInput): {
  folder: string;
  fromWorkspace: boolean;
} {
  const homeOverride = jvmOptionSources
    .map(source => ({ source, folder: parseUserHomeOption(optionsText(input, source)) }))
    .findLast(({ folder }) => folder !== undefined);
  const folder = homeOverride?.folder ?? input.accountHome;
  if (folder === '') throw new Failure('home-unknown', 'settings.xml');
  return { folder, fromWorkspace: homeOverride?.source === '.mvn/jvm.config' };
}

/** Maven puts in the variables of the environment and of the virtual machine. */
function interpolate(text: string, input: LocateLocalRepositoryInput): string {
  return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (name === 'user.home') return findUserHome(input).folder;
    const value = name.startsWith('env.') ? input.env[name.slice('env.'.length)] : undefined;
    if (value !== undefined) return value;
    const reason = `the local repository is named with ${whole}, which is not known here`;
    throw new Failure('settings-refused', 'settings.xml', { reason });
  });
}

function pathModule({ platform }: LocateLocalRepositoryInput) {
  return platform === 'win32' ? path.win32 : path.posix;
}
