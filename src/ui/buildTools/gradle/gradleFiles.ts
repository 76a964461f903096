import path from 'node:path';
import * as vscode from 'vscode';
import { readBytes } from '../../../files/readBytes';
import type { ScriptDomain } from '../../../gradle/findScriptDomains';
import type { PropertyClaim, PropertyConflict } from '../../../gradle/findPropertyClaims';
import type { PropertiesLocation } from '../../../gradle/locateGradleProperties';
import type { ApprovedEndpoint } from '../../../core/endpoint';
import { isFailure } from '../../../core/failure';
import type { Ledger } from '../../../tokens/ledger';
import { accountHome } from '../../common/accountHome';
import { readThirdPartySetting, readExtensionSettings } from '../../common/extensionSettings';
import { locateGradleProperties } from '../../../gradle/locateGradleProperties';
import { findPropertyClaims } from '../../../gradle/findPropertyClaims';
import { parseGradleScript } from '../../../gradle/parseGradleScript';
import { findScriptDomains } from '../../../gradle/findScriptDomains';
import { parseGradleProperties } from '../../../gradle/parseGradleProperties';

/** What Gradle's files say, read at one moment. */
export interface GradleState {
  readonly location: PropertiesLocation;
  readonly bytes: Uint8Array | undefined;
  readonly claims: readonly PropertyClaim[];
  readonly conflicts: readonly PropertyConflict[];
}

const maxScripts = 200;

/** The gradle.properties that is to be changed. Throws `home-unknown`. */
export function locateProperties(): PropertiesLocation {
  const setting = readThirdPartySetting('java.import.gradle.user.home');
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
  readonly #approvedEndpoints: () => Promise<ApprovedEndpoint[]>;

  constructor(log: vscode.LogOutputChannel, approvedEndpoints: () => Promise<ApprovedEndpoint[]>) {
    this.#log = log;
    this.#approvedEndpoints = approvedEndpoints;
  }

  /** Everything; undefined where nothing here has to do with Gradle. */
  async read(ledger: Ledger, signal: AbortSignal): Promise<GradleState | undefined> {
    const scripts = await this.#findScripts();
    const ledgerEntries = ledger.entries.filter(
      it => path.basename(it.holder) === 'gradle.properties',
    );
    if (scripts.length === 0 && ledgerEntries.length === 0) return undefined;
    const location = locateProperties();
    const views = await this.#parseScripts(scripts, signal);
    const writtenProperties = ledgerEntries
      .filter(({ holder }) => holder === location.path)
      .map(it => it.server);
    const properties = [
      ...new Set([readExtensionSettings().gradleTokenProperty, ...writtenProperties]),
    ];
    const approved = await this.#approvedEndpoints();
    const bytes = await readBytes(location.path, {}, signal);
    return { location, bytes, ...findPropertyClaims({ scripts: views, properties, approved }) };
  }

  /** The domains whose repositories the workspace's build scripts name. */
  async findDomains(signal: AbortSignal): Promise<readonly ScriptDomain[]> {
    const views = await this.#parseScripts(await this.#findScripts(), signal);
    return findScriptDomains(views, await this.#approvedEndpoints());
  }

  async #parseScripts(scripts: readonly string[], signal: AbortSignal) {
    return await Promise.all(
      scripts.map(async file => {
        const text = await this.#readScript(file, signal);
        const language = file.endsWith('.kts') ? 'kotlin' : 'groovy';
        const values = await this.#readProperties(path.dirname(file), signal);
        return { file, view: parseGradleScript(text ?? '', language, values) };
      }),
    );
  }

  /** The values of the gradle.properties beside a script. */
  async #readProperties(folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    try {
      const bytes = await readBytes(path.join(folder, 'gradle.properties'), {}, signal);
      const { entries } = parseGradleProperties(bytes ?? new Uint8Array());
      return new Map(entries.map(({ key, value }) => [key, value]));
    } catch (error) {
      if (!isFailure(error)) throw error;
      return new Map();
    }
  }

  async #findScripts(): Promise<readonly string[]> {
    const exclude = '**/{build,node_modules,.git,.gradle}/**';
    const pattern = '**/*.{gradle,gradle.kts}';
    const found = await vscode.workspace.findFiles(pattern, exclude, maxScripts);
    return found
      .filter(({ scheme }) => scheme === 'file')
      .map(({ fsPath }) => fsPath)
      .sort();
  }

  async #readScript(file: string, signal: AbortSignal): Promise<string | undefined> {
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
