import path from 'node:path';
import * as vscode from 'vscode';
import { readBytes } from '../../../files/readBytes';
import type { ApprovedEndpoint } from '../../../core/endpoint';
import { Failure, isFailure } from '../../../core/failure';
import type { Claims } from '../../../maven/findClaims';
import type {
  LocatedSettings,
  LocateSettingsInput,
  SettingsLocation,
} from '../../../maven/locateSettings';
import type { ProjectFiles } from '../../../maven/locateSettingsInput';
import type { SettingsFile } from '../../../maven/effectiveSettings';
import { createInvocations } from '../../../maven/mavenInvocation';
import type { PomFile } from '../../../maven/pomLineage';
import type { MavenSettings } from '../../../maven/mavenSettings';
import { accountHome } from '../../common/accountHome';
import { readThirdPartySetting } from '../../common/extensionSettings';
import { locateSettings } from '../../../maven/locateSettings';
import { findClaims } from '../../../maven/findClaims';
import { parseSettings } from '../../../maven/parseSettings';
import { parsePom } from '../../../maven/parsePom';
import { neverAborted } from '../../../shared/neverAborted';
import { findMavenInstallation } from './findMavenInstallation';

/** What Maven's files say, read at one moment. */
export interface MavenState {
  readonly location: SettingsLocation;
  readonly bytes: Uint8Array | undefined;
  readonly view: MavenSettings;
  readonly poms: readonly PomFile[];
  readonly claims: Claims;
}

const maxPoms = 200;

/** Finds and reads settings.xml and the workspace's pom.xml files, as Maven would. */
export class MavenFiles {
  readonly #log: vscode.LogOutputChannel;
  readonly #approvedEndpoints: () => Promise<ApprovedEndpoint[]>;

  constructor(log: vscode.LogOutputChannel, approvedEndpoints: () => Promise<ApprovedEndpoint[]>) {
    this.#log = log;
    this.#approvedEndpoints = approvedEndpoints;
  }

  /** The settings.xml that is to be changed. Throws `home-unknown`. */
  async locate(signal: AbortSignal): Promise<SettingsLocation> {
    return locateSettings(await this.createLocateInput(signal)).target;
  }

  /** Every settings.xml that something reads, for the project in `folder`. Throws `home-unknown`. */
  async locateAll(signal: AbortSignal, folder?: string): Promise<LocatedSettings> {
    return locateSettings(await this.createLocateInput(signal, folder));
  }

  /** Everything. Throws `settings-refused` for a settings.xml that Maven could not read either. */
  async read(signal: AbortSignal): Promise<MavenState> {
    const location = await this.locate(signal);
    const [bytes, poms] = await Promise.all([
      readBytes(location.path, {}, signal),
      this.#readPoms(signal),
    ]);
    return await this.parse(location, bytes, poms);
  }

  /** What `bytes` would mean as that settings.xml. */
  async parse(
    location: SettingsLocation,
    bytes: Uint8Array | undefined,
    poms: readonly PomFile[],
  ): Promise<MavenState> {
    const view = withFileContext(location.path, () => parseSettings(bytes));
    const approved = await this.#approvedEndpoints();
    const input = await this.createLocateInput(neverAborted);
    const invocations = createInvocations(input);
    const claims = findClaims({
      settings: { file: location.path, view },
      otherSettings: await this.#readOtherSettings(locateSettings(input), location),
      poms,
      approved,
      invocations: location.readers.map(reader => invocations[reader]),
    });
    return { location, bytes, view, poms, claims };
  }

  /** The global and project settings of the readers of `location`; a file that cannot be read says nothing. */
  async #readOtherSettings(
    { globalLocations, projectLocations }: LocatedSettings,
    location: SettingsLocation,
  ): Promise<readonly SettingsFile[]> {
    const read = async (
      { path: file, readers, belongsToWorkspace }: SettingsLocation,
      isProject: boolean,
    ): Promise<readonly SettingsFile[]> => {
      if (file === location.path || !readers.some(it => location.readers.includes(it))) return [];
      try {
        const bytes = await readBytes(file, {}, neverAborted);
        if (!bytes) return [];
        const isOfWorkspace = isProject || belongsToWorkspace;
        const source = isOfWorkspace ? ('project-settings' as const) : ('settings' as const);
        return [{ file, view: parseSettings(bytes), source }];
      } catch (error) {
        if (!isFailure(error)) throw error;
        this.#log.debug('settings.xml left out:', file, error.message);
        return [];
      }
    };
    const files = await Promise.all([
      ...projectLocations.map(it => read(it, true)),
      ...globalLocations.map(it => read(it, false)),
    ]);
    return files.flat();
  }

  async #readPoms(signal: AbortSignal): Promise<PomFile[]> {
    const exclude = '**/{target,node_modules,.git}/**';
    const found = await vscode.workspace.findFiles('**/pom.xml', exclude, maxPoms);
    const files = found.filter(uri => uri.scheme === 'file').map(uri => uri.fsPath);
    const read = await Promise.all(files.sort().map(file => this.#readPom(file, signal)));
    return read.filter(it => it !== undefined);
  }

  /** A pom.xml that is being typed is often not well-formed: it is left out, not complained about. */
  async #readPom(file: string, signal: AbortSignal): Promise<PomFile | undefined> {
    try {
      const bytes = await readBytes(file, { maxBytes: 4 * 1024 * 1024 }, signal);
      return bytes && { file, view: parsePom(bytes) };
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.#log.debug('pom.xml left out:', file, error.message);
      return undefined;
    }
  }

  /** What decides where Maven looks; `folder` holds the project's `.mvn`, the first folder unless said. */
  async createLocateInput(signal: AbortSignal, folder?: string): Promise<LocateSettingsInput> {
    const folders = (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    const projectFolder = folder ?? folders[0];
    const project =
      projectFolder === undefined ? undefined : await readProjectFiles(projectFolder, signal);
    const maven = readLocatedSetting('maven.settingsFile');
    const options = readLocatedSetting('maven.executable.options');
    const java = readLocatedSetting('java.configuration.maven.userSettings');
    const javaGlobal = readLocatedSetting('java.configuration.maven.globalSettings');
    const javaVmArgs = readLocatedSetting('java.jdt.ls.vmargs');
    const installation = await findMavenInstallation(process.env, process.platform);
    const mavenTerminalEnv = readTerminalEnv();
    const mvnd = await readText(path.join(accountHome(), '.m2', 'mvnd.properties'), signal);
    return {
      accountHome: accountHome(),
      env: process.env,
      platform: process.platform,
      workspaceFolders: folders,
      ...(project && { project }),
      ...(maven && { mavenSettingsFile: maven }),
      ...(options && { mavenOptions: options }),
      ...(java && { javaUserSettings: java }),
      ...(javaGlobal && { javaGlobalSettings: javaGlobal }),
      ...(javaVmArgs && { javaVmArgs }),
      ...installation,
      ...(mavenTerminalEnv && { mavenTerminalEnv }),
      ...(mvnd !== undefined && { mvndProperties: mvnd }),
    };
  }
}

async function readProjectFiles(folder: string, signal: AbortSignal): Promise<ProjectFiles> {
  const read = (...names: readonly string[]) =>
    readText(path.join(folder, '.mvn', ...names), signal);
  const [mavenConfig, jvmConfig, mvndProperties, wrapper] = await Promise.all([
    read('maven.config'),
    read('jvm.config'),
    read('mvnd.properties'),
    read('wrapper', 'maven-wrapper.properties'),
  ]);
  return {
    folder,
    ...(mavenConfig === undefined ? {} : { mavenConfig }),
    ...(jvmConfig === undefined ? {} : { jvmConfig }),
    ...(mvndProperties === undefined ? {} : { mvndProperties }),
    hasWrapper: wrapper !== undefined,
  };
}

async function readText(file: string, signal: AbortSignal): Promise<string | undefined> {
  const bytes = await readBytes(file, { maxBytes: 65_536 }, signal);
  return bytes && new TextDecoder().decode(bytes);
}

/** `maven.terminal.customEnv` of the user; a workspace's own value is not trusted. */
function readTerminalEnv(): Readonly<Record<string, string>> | undefined {
  const inspected = vscode.workspace
    .getConfiguration()
    .inspect<unknown>('maven.terminal.customEnv');
  if (!Array.isArray(inspected?.globalValue)) return undefined;
  const entries = (inspected.globalValue as readonly unknown[]).flatMap(entry => {
    const { environmentVariable, value } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    return typeof environmentVariable === 'string' && typeof value === 'string'
      ? [[environmentVariable, value] as const]
      : [];
  });
  return Object.fromEntries(entries);
}

function readLocatedSetting(name: string) {
  const setting = readThirdPartySetting(name);
  return setting && { value: setting.path, fromWorkspace: setting.byWorkspace };
}

/** Gives a failure of the text rooms, which know no files, the file that it is about. */
export function withFileContext<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isFailure(error) && error.code === 'settings-refused')
      throw new Failure(error.code, file, { ...error.details, file }, { cause: error });
    throw error;
  }
}
