import path from 'node:path';
import { Failure } from '../../core/failure';
import { optionWordsOfFile } from '../../shared/optionWords';
import { homeOption } from '../mavenOptions';
import { definition } from './definition';
import type { NamedSetting } from '../locateSettings';
import type { SettingsView } from '../settingsView';

/** What named the local repository. */
export type LocalRepositoryNamer =
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
  readonly namedBy: LocalRepositoryNamer;
  /** Whether the workspace names it. */
  readonly fromWorkspace: boolean;
}

/** What decides where it is. Nothing is read from the machine. */
export interface LocalRepositoryInput {
  /** The settings.xml in use, where it could be read. */
  readonly settings?: Pick<SettingsView, 'localRepository'>;
  /** See `LocateInput`. */
  readonly accountHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly mavenVersion?: string;
  /** `maven.executable.options`, in one line, where it is VS Code that runs Maven. */
  readonly mavenOptions?: NamedSetting;
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
export function effectiveLocalRepository(input: LocalRepositoryInput): LocalRepository {
  const { project, settings } = input;
  const option = [...commandLine(input), ...virtualMachine(input).toReversed()].find(
    ({ value }) => value !== undefined && value !== '',
  );
  if (option?.value !== undefined)
    return {
      path: pathsOf(input).resolve(project?.folder ?? input.accountHome, option.value),
      namedBy: option.namedBy,
      fromWorkspace: option.fromWorkspace,
    };
  if (settings?.localRepository !== undefined)
    return {
      path: pathsOf(input).resolve(
        project?.folder ?? input.accountHome,
        interpolated(settings.localRepository, input),
      ),
      namedBy: 'settings.xml',
      fromWorkspace: false,
    };
  const place = pathsOf(input).join(userHome(input).folder, '.m2', 'repository');
  return { path: place, namedBy: 'default', fromWorkspace: userHome(input).fromWorkspace };
}

/** What named a local repository, if it did; the first one wins. */
interface Option {
  readonly namedBy: LocalRepositoryNamer;
  readonly fromWorkspace: boolean;
  readonly value: string | undefined;
}

const property = 'maven.repo.local';

function commandLine(input: LocalRepositoryInput): readonly Option[] {
  const { env, mavenVersion, mavenOptions, project } = input;
  // Maven heeds MAVEN_ARGS from 3.9 on.
  const readsArgs = !/^(?:[12]\.|3\.[0-8](?:\.|$))/.test(mavenVersion ?? '');
  const args = readsArgs ? (env['MAVEN_ARGS'] ?? '') : '';
  const option = (namedBy: LocalRepositoryNamer, text: string, fromWorkspace: boolean) => ({
    namedBy,
    fromWorkspace,
    value: definition(optionWordsOfFile(text), property),
  });
  const { value: options = '', fromWorkspace = false } = mavenOptions ?? {};
  return [
    option('maven.executable.options', options, fromWorkspace),
    option('MAVEN_ARGS', args, false),
    option('.mvn/maven.config', project?.mavenConfig ?? '', true),
  ];
}

/** In the order in which Java sees them: the last one wins. */
const sources = [
  ...(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '.mvn/jvm.config'] as const),
  ...(['MAVEN_OPTS', '_JAVA_OPTIONS'] as const),
];

function textOf({ env, project }: LocalRepositoryInput, source: (typeof sources)[number]): string {
  return (source === '.mvn/jvm.config' ? project?.jvmConfig : env[source]) ?? '';
}

function virtualMachine(input: LocalRepositoryInput): readonly Option[] {
  return sources.map(namedBy => ({
    namedBy,
    fromWorkspace: namedBy === '.mvn/jvm.config',
    value: definition(optionWordsOfFile(textOf(input, namedBy)), property),
  }));
}

function userHome(input: LocalRepositoryInput): { folder: string; fromWorkspace: boolean } {
  const moved = sources
    .map(source => ({ source, folder: homeOption(textOf(input, source)) }))
    .findLast(({ folder }) => folder !== undefined);
  const folder = moved?.folder ?? input.accountHome;
  if (folder === '') throw new Failure('home-unknown', 'settings.xml');
  return { folder, fromWorkspace: moved?.source === '.mvn/jvm.config' };
}

/** Maven puts in the variables of the environment and of the virtual machine. */
function interpolated(text: string, input: LocalRepositoryInput): string {
  return text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (name === 'user.home') return userHome(input).folder;
    const value = name.startsWith('env.') ? input.env[name.slice('env.'.length)] : undefined;
    if (value !== undefined) return value;
    const reason = `the local repository is named with ${whole}, which is not known here`;
    throw new Failure('settings-refused', 'settings.xml', { reason });
  });
}

function pathsOf({ platform }: LocalRepositoryInput) {
  return platform === 'win32' ? path.win32 : path.posix;
}
