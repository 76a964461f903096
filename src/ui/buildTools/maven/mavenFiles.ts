import path from 'node:path';
import * as vscode from 'vscode';
import { readBytes } from '../../../files/readBytes';
import type { ApprovedEndpoint } from '../../../core/endpoint';
import { Failure, isFailure } from '../../../core/failure';
import type { Claims } from '../../../maven/findClaims';
import type { LocatedSettings, LocateInput, SettingsLocation } from '../../../maven/locateSettings';
import type { PomView } from '../../../maven/readPom';
import type { SettingsView } from '../../../maven/settingsView';
import { accountHome } from '../../common/accountHome';
import { foreignFileSetting } from '../../common/settings';
import { mavenRoom } from './mavenRoom';

/** What Maven's files say, read at one moment. */
export interface MavenState {
  readonly location: SettingsLocation;
  readonly bytes: Uint8Array | undefined;
  readonly view: SettingsView;
  readonly poms: readonly Pom[];
  readonly claims: Claims;
}

interface Pom {
  readonly file: string;
  readonly view: PomView;
}

const maxPoms = 200;

/** Finds and reads settings.xml and the workspace's pom.xml files, as Maven would. */
export class MavenFiles {
  readonly #log: vscode.LogOutputChannel;
  readonly #approved: () => Promise<ApprovedEndpoint[]>;

  constructor(log: vscode.LogOutputChannel, approved: () => Promise<ApprovedEndpoint[]>) {
    this.#log = log;
    this.#approved = approved;
  }

  /** The settings.xml that is to be changed. Throws `home-unknown`. */
  async locate(signal: AbortSignal): Promise<SettingsLocation> {
    const { locateSettings } = await mavenRoom();
    return locateSettings(await this.input(signal)).target;
  }

  /** Every settings.xml that something reads, for the project in `folder`. Throws `home-unknown`. */
  async locateAll(signal: AbortSignal, folder?: string): Promise<LocatedSettings> {
    const { locateSettings } = await mavenRoom();
    return locateSettings(await this.input(signal, folder));
  }

  /** Everything. Throws `settings-refused` for a settings.xml that Maven could not read either. */
  async read(signal: AbortSignal): Promise<MavenState> {
    const location = await this.locate(signal);
    const [bytes, poms] = await Promise.all([
      readBytes(location.path, {}, signal),
      this.#poms(signal),
    ]);
    return await this.interpret(location, bytes, poms);
  }

  /** What `bytes` would mean as that settings.xml. */
  async interpret(
    location: SettingsLocation,
    bytes: Uint8Array | undefined,
    poms: readonly Pom[],
  ): Promise<MavenState> {
    const { findClaims, readSettings } = await mavenRoom();
    const view = named(location.path, () => readSettings(bytes));
    const approved = await this.#approved();
    const claims = findClaims({ settings: { file: location.path, view }, poms, approved });
    return { location, bytes, view, poms, claims };
  }

  async #poms(signal: AbortSignal): Promise<Pom[]> {
    const exclude = '**/{target,node_modules,.git}/**';
    const found = await vscode.workspace.findFiles('**/pom.xml', exclude, maxPoms);
    const files = found.filter(uri => uri.scheme === 'file').map(uri => uri.fsPath);
    const read = await Promise.all(files.sort().map(file => this.#pom(file, signal)));
    return read.filter(it => it !== undefined);
  }

  /** A pom.xml that is being typed is often not well-formed: it is left out, not complained about. */
  async #pom(file: string, signal: AbortSignal): Promise<Pom | undefined> {
    const { readPom } = await mavenRoom();
    try {
      const bytes = await readBytes(file, { maxBytes: 4 * 1024 * 1024 }, signal);
      return bytes && { file, view: readPom(bytes) };
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.#log.debug('pom.xml left out:', file, error.message);
      return undefined;
    }
  }

  /** What decides where Maven looks; `folder` holds the project's `.mvn`, the first folder unless said. */
  async input(signal: AbortSignal, folder?: string): Promise<LocateInput> {
    const folders = (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    const place = folder ?? folders[0];
    const project = place === undefined ? undefined : await projectFiles(place, signal);
    const maven = namedSetting('maven.settingsFile');
    const options = namedSetting('maven.executable.options');
    const java = namedSetting('java.configuration.maven.userSettings');
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

async function projectFiles(folder: string, signal: AbortSignal) {
  const text = async (name: string) => {
    const bytes = await readBytes(path.join(folder, '.mvn', name), { maxBytes: 65_536 }, signal);
    return bytes && new TextDecoder().decode(bytes);
  };
  const [mavenConfig, jvmConfig] = await Promise.all([text('maven.config'), text('jvm.config')]);
  return {
    folder,
    ...(mavenConfig === undefined ? {} : { mavenConfig }),
    ...(jvmConfig === undefined ? {} : { jvmConfig }),
  };
}

function namedSetting(name: string) {
  const setting = foreignFileSetting(name);
  return setting && { value: setting.path, fromWorkspace: setting.byWorkspace };
}

/** Gives a failure of the text rooms, which know no files, the file that it is about. */
export function named<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isFailure(error) && error.code === 'settings-refused')
      throw new Failure(error.code, file, { ...error.details, file }, { cause: error });
    throw error;
  }
}
