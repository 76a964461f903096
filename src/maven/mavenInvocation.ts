import path from 'node:path';
import type { PropertyLookup } from './expressions/interpolate';
import type { LocateSettingsInput } from './locateSettingsInput';
import { findProfileOptions } from './options/mavenOptions';
import {
  isBefore39,
  splitMavenConfig,
  splitOptionWords,
  type OptionWord,
} from './options/optionWords';
import { parseUserProperties } from './options/parseUserProperties';

/** A reader of settings.xml: Maven in a terminal, Maven for Java, Language Support for Java. */
export type SettingsReader = 'terminal' | 'maven-extension' | 'java-extension';

/** What passes arguments to Maven. */
export type OptionSource =
  'MAVEN_ARGS' | 'MAVEN_CONFIG' | 'maven.executable.options' | '.mvn/maven.config';

/** What passes options to the virtual machine of Maven. */
export type JvmOptionSource =
  | 'JAVA_TOOL_OPTIONS'
  | 'JDK_JAVA_OPTIONS'
  | '.mvn/jvm.config'
  | 'MAVEN_OPTS'
  | 'java.jdt.ls.vmargs'
  | '_JAVA_OPTIONS';

/** The arguments from one source. */
export interface SourcedOptions<S = OptionSource> {
  readonly source: S;
  readonly words: readonly OptionWord[];
  /** Whether a file or setting of the workspace gives them. */
  readonly fromWorkspace: boolean;
}

/** How one reader runs Maven: its arguments, its properties and its environment. */
export interface MavenInvocation {
  readonly reader: SettingsReader;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** 4 and later, where that is known. */
  readonly isMaven4: boolean | undefined;
  /** In the order of precedence of options with a single value. */
  readonly options: readonly SourcedOptions[];
  /** In the order in which the virtual machine reads them: the last one wins. */
  readonly jvmOptions: readonly SourcedOptions<JvmOptionSource>[];
  /** `user.home` of Java, and what moved it; empty if it is not known. */
  readonly userHome: {
    readonly folder: string;
    readonly movedBy?: JvmOptionSource;
    readonly fromWorkspace: boolean;
  };
  /** The properties that `-D` sets for Maven. */
  readonly userProperties: ReadonlyMap<string, string>;
  /** The properties of the virtual machine that are known. */
  readonly systemProperties: ReadonlyMap<string, string>;
  /** `session.rootDirectory` and `session.topDirectory`. */
  readonly sessionProperties: ReadonlyMap<string, string>;
  /** The profiles that `-P` activates and deactivates. */
  readonly activatedProfiles: readonly string[];
  readonly deactivatedProfiles: readonly string[];
}

/** How each reader runs Maven. */
export type MavenInvocations = Readonly<Record<SettingsReader, MavenInvocation>>;

/** Derives from files, settings and the environment how each reader runs Maven. */
export function createInvocations(input: LocateSettingsInput): MavenInvocations {
  const { mavenOptions, mavenTerminalEnv, javaVmArgs } = input;
  const extensionInput = mavenTerminalEnv
    ? { ...input, env: { ...input.env, ...mavenTerminalEnv } }
    : input;
  const extensionOptions: readonly SourcedOptions[] = mavenOptions
    ? [
        {
          source: 'maven.executable.options',
          words: splitOptionWords(mavenOptions.value),
          fromWorkspace: mavenOptions.fromWorkspace,
        },
      ]
    : [];
  return {
    terminal: createInvocation('terminal', input, readTerminalOptions(input), {
      sources: terminalJvmSources,
    }),
    'maven-extension': createInvocation(
      'maven-extension',
      extensionInput,
      [...extensionOptions, ...readTerminalOptions(extensionInput)],
      { sources: terminalJvmSources },
    ),
    // The Java extension contains a Maven of its own, which reads neither Maven's variables nor `.mvn`.
    'java-extension': createInvocation('java-extension', input, [], {
      sources: javaExtensionJvmSources,
      ...(javaVmArgs && { vmArgs: javaVmArgs }),
    }),
  };
}

// In the order in which later ones win.
const terminalJvmSources = [
  ...(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '.mvn/jvm.config'] as const),
  ...(['MAVEN_OPTS', '_JAVA_OPTIONS'] as const),
];
const javaExtensionJvmSources = [
  ...(['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', 'java.jdt.ls.vmargs', '_JAVA_OPTIONS'] as const),
];

function readTerminalOptions({
  env,
  mavenVersion,
  project,
}: LocateSettingsInput): readonly SourcedOptions[] {
  const variable = (source: 'MAVEN_ARGS' | 'MAVEN_CONFIG', applies: boolean): SourcedOptions => ({
    source,
    words: applies ? splitOptionWords(env[source] ?? '') : [],
    fromWorkspace: false,
  });
  return [
    variable('MAVEN_ARGS', !isBefore39(mavenVersion)),
    variable('MAVEN_CONFIG', project?.hasWrapper === true),
    {
      source: '.mvn/maven.config',
      words: splitMavenConfig(project?.mavenConfig ?? '', mavenVersion),
      fromWorkspace: true,
    },
  ];
}

function createInvocation(
  reader: SettingsReader,
  input: LocateSettingsInput,
  options: readonly SourcedOptions[],
  jvm: {
    readonly sources: readonly JvmOptionSource[];
    readonly vmArgs?: LocateSettingsInput['javaVmArgs'];
  },
): MavenInvocation {
  const { env, platform, project, mavenVersion } = input;
  const jvmOptions = jvm.sources.map((source): SourcedOptions<JvmOptionSource> => {
    if (source === 'java.jdt.ls.vmargs')
      return {
        source,
        words: splitOptionWords(jvm.vmArgs?.value ?? ''),
        fromWorkspace: jvm.vmArgs?.fromWorkspace === true,
      };
    const isFile = source === '.mvn/jvm.config';
    const text = isFile ? project?.jvmConfig : env[source];
    return { source, words: splitOptionWords(text ?? ''), fromWorkspace: isFile };
  });
  const home = findUserHome(jvmOptions, input.accountHome);
  const isTerminal = reader !== 'java-extension';
  const root = isTerminal ? project?.folder : undefined;
  // The arguments before maven.config come after it for Maven, so that their properties win.
  const words = options.toReversed().flatMap(it => it.words);
  const { activated, deactivated } = findProfileOptions(words);
  return {
    reader,
    platform,
    env,
    isMaven4: isTerminal ? isVersion4(mavenVersion) : false,
    options,
    jvmOptions,
    userHome: home,
    userProperties: parseUserProperties(words),
    systemProperties: new Map([
      ...(root === undefined ? [] : [['maven.multiModuleProjectDirectory', root] as const]),
      ...(isTerminal && input.mavenHome !== undefined
        ? [['maven.home', input.mavenHome] as const]
        : []),
      ...(home.folder === '' ? [] : [['user.home', home.folder] as const]),
      ['file.separator', platform === 'win32' ? '\\' : '/'] as const,
      ['path.separator', platform === 'win32' ? ';' : ':'] as const,
      ...parseUserProperties(jvmOptions.flatMap(it => it.words)),
    ]),
    sessionProperties: new Map(
      root === undefined
        ? []
        : [
            ['session.rootDirectory', root],
            ['session.topDirectory', root],
          ],
    ),
    activatedProfiles: activated,
    deactivatedProfiles: deactivated,
  };
}

function isVersion4(mavenVersion: string | undefined): boolean | undefined {
  const major = /^\d+/.exec(mavenVersion ?? '')?.[0];
  return major === undefined ? undefined : Number(major) >= 4;
}

function findUserHome(
  jvmOptions: readonly SourcedOptions<JvmOptionSource>[],
  accountHome: string,
): MavenInvocation['userHome'] {
  const moved = jvmOptions.findLast(({ words }) => parseUserProperties(words).has('user.home'));
  const folder = moved && parseUserProperties(moved.words).get('user.home');
  return moved && folder !== undefined
    ? { folder, movedBy: moved.source, fromWorkspace: moved.fromWorkspace }
    : { folder: accountHome, fromWorkspace: false };
}

/** The values of expressions in Maven's options, which Maven resolves from 3.9 on. */
export function optionLookup(
  invocation: MavenInvocation,
  mavenVersion: string | undefined,
): PropertyLookup {
  if (isBefore39(mavenVersion)) return () => undefined;
  return name =>
    invocation.sessionProperties.get(name) ??
    invocation.userProperties.get(name) ??
    findSystemProperty(invocation, name);
}

/** The values of expressions in settings.xml: user properties, system properties and the environment. */
export function settingsLookup(invocation: MavenInvocation): PropertyLookup {
  return name =>
    invocation.userProperties.get(name) ??
    findSystemProperty(invocation, name) ??
    (invocation.isMaven4 ? invocation.sessionProperties.get(name) : undefined) ??
    findBareVariable(invocation, name);
}

/** A property of the virtual machine or, as `env.NAME`, a variable of the environment. */
export function findSystemProperty(
  { systemProperties, env, platform }: MavenInvocation,
  name: string,
): string | undefined {
  const property = systemProperties.get(name);
  if (property !== undefined || !name.startsWith('env.')) return property;
  return findVariable(env, platform, name.slice('env.'.length));
}

/** Properties that every virtual machine defines; where the value is not known, no variable stands in. */
const jvmProperty = /^(?:java|os|user|file|path|line|sun|jdk|native|std(?:out|err))\./;

/** Maven also takes `${NAME}` for a variable of the environment. */
export function findBareVariable(
  { env, platform }: MavenInvocation,
  name: string,
): string | undefined {
  return jvmProperty.test(name) ? undefined : findVariable(env, platform, name);
}

function findVariable(
  env: MavenInvocation['env'],
  platform: NodeJS.Platform,
  name: string,
): string | undefined {
  if (platform !== 'win32') return Object.hasOwn(env, name) ? env[name] : undefined;
  const upper = name.toUpperCase();
  return Object.entries(env).find(([key]) => key.toUpperCase() === upper)?.[1];
}

/** The path rules of the invocation's platform. */
export function pathModule({ platform }: { readonly platform: NodeJS.Platform }) {
  return platform === 'win32' ? path.win32 : path.posix;
}
