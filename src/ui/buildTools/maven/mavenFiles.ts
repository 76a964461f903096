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
import type { PomModel } from '../../../maven/parsePom';
import type { MavenSettings } from '../../../maven/mavenSettings';
import { accountHome } from '../../common/accountHome';
import { readThirdPartySetting } from '../../common/extensionSettings';
import { locateSettings } from '../../../maven/locateSettings';
import { findClaims } from '../../../maven/findClaims';
import { parseSettings } from '../../../maven/parseSettings';
import { parsePom } from '../../../maven/parsePom';

/** What Maven's files say, read at one moment. */
export interface MavenState {
  readonly location: SettingsLocation;
  readonly bytes: Uint8Array | undefined;
  readonly view: MavenSettings;
  readonly poms: readonly PomFile[];
  readonly claims: Claims;
}

interface PomFile {
  readonly file: string;
  readonly view: PomModel;
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
    const claims = findClaims({ settings: { file: location.path, view }, poms, approved });
    return { location, bytes, view, poms, claims };
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
    return {
      accountHome: accountHome(),
      env: process.env,
      platform: process.platform,
      workspaceFolders: folders,
      ...(project && { project }),
      ...(maven && { mavenSettingsFile: maven }),
      ...(options && { mavenOptions: options }),
      ...(java && { javaUserSettings: java }),
    };
  }
}

async function readProjectFiles(folder: string, signal: AbortSignal) {
  const readText = async (name: string) => {
    const bytes = await readBytes(path.join(folder, '.mvn', name), { maxBytes: 65_536 }, signal);
    return bytes && new TextDecoder().decode(bytes);
  };
  const [mavenConfig, jvmConfig] = await Promise.all([
    readText('maven.config'),
    readText('jvm.config'),
  ]);
  return {
    folder,
    ...(mavenConfig === undefined ? {} : { mavenConfig }),
    ...(jvmConfig === undefined ? {} : { jvmConfig }),
  };
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
