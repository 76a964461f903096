import path from 'node:path';
import * as vscode from 'vscode';
import { readBytes } from '../../../files/readBytes';
import type { PropertyClaim, PropertyConflict } from '../../../gradle/findPropertyClaims';
import type { PropertiesLocation } from '../../../gradle/locateGradleProperties';
import type { ApprovedEndpoint } from '../../../core/endpoint';
import { isFailure } from '../../../core/failure';
import type { Ledger } from '../../../tokens/ledger';
import { accountHome } from '../../common/accountHome';
import { foreignFileSetting, readSettings } from '../../common/settings';
import { gradleRoom } from './gradleRoom';

/** What Gradle's files say, read at one moment. */
export interface GradleState {
  readonly location: PropertiesLocation;
  readonly bytes: Uint8Array | undefined;
  readonly claims: readonly PropertyClaim[];
  readonly conflicts: readonly PropertyConflict[];
}

const maxScripts = 200;

/** The gradle.properties that is to be changed. Throws `home-unknown`. */
export async function locateProperties(): Promise<PropertiesLocation> {
  const { locateGradleProperties } = await gradleRoom();
  const setting = foreignFileSetting('java.import.gradle.user.home');
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
  return locateGradleProperties({
    accountHome: accountHome(),
    env: process.env,
    platform: process.platform,
    workspaceFolders: folders,
    ...(setting && {
      javaImportGradleUserHome: { value: setting.path, fromWorkspace: setting.byWorkspace },
    }),
  }).target;
}

/** Finds and reads gradle.properties and the workspace's build scripts, as Gradle would. */
export class GradleFiles {
  readonly #log: vscode.LogOutputChannel;
  readonly #approved: () => Promise<ApprovedEndpoint[]>;

  constructor(log: vscode.LogOutputChannel, approved: () => Promise<ApprovedEndpoint[]>) {
    this.#log = log;
    this.#approved = approved;
  }

  /** Everything; undefined where nothing here has to do with Gradle. */
  async read(ledger: Ledger, signal: AbortSignal): Promise<GradleState | undefined> {
    const scripts = await this.#scripts();
    const known = ledger.entries.filter(it => path.basename(it.holder) === 'gradle.properties');
    if (scripts.length === 0 && known.length === 0) return undefined;
    const { findPropertyClaims, readGradleScript } = await gradleRoom();
    const location = await locateProperties();
    const views = await Promise.all(
      scripts.map(async file => {
        const text = await this.#text(file, signal);
        const language = file.endsWith('.kts') ? 'kotlin' : 'groovy';
        return { file, view: readGradleScript(text ?? '', language) };
      }),
    );
    const own = known.filter(({ holder }) => holder === location.path).map(it => it.server);
    const properties = [...new Set([readSettings().gradleTokenProperty, ...own])];
    const approved = await this.#approved();
    const bytes = await readBytes(location.path, {}, signal);
    return { location, bytes, ...findPropertyClaims({ scripts: views, properties, approved }) };
  }

  async #scripts(): Promise<readonly string[]> {
    const exclude = '**/{build,node_modules,.git,.gradle}/**';
    const pattern = '**/{build,settings}.{gradle,gradle.kts}';
    const found = await vscode.workspace.findFiles(pattern, exclude, maxScripts);
    return found
      .filter(({ scheme }) => scheme === 'file')
      .map(({ fsPath }) => fsPath)
      .sort();
  }

  async #text(file: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const bytes = await readBytes(file, { maxBytes: 4 * 1024 * 1024 }, signal);
      return bytes && new TextDecoder().decode(bytes);
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.#log.debug('Build script left out:', file, error.message);
      return undefined;
    }
  }
}
