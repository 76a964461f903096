import path from 'node:path';
import type { Domain } from '../../../core/coordinates';
import { readBytes } from '../../../files/readBytes';
import { locateProperties } from './gradleFiles';
import { initScriptName } from '../../../gradle/createInitScript';
import { tokenFileName } from '../../../gradle/tokenFileName';

/** The init script in a Gradle user home, there or not. */
export interface InitScriptLocation {
  readonly script: string;
  /** The folder of the script and of its token files. */
  readonly folder: string;
  /** Whether the workspace names or contains the Gradle user home. */
  readonly belongsToWorkspace: boolean;
}

/** Finds the init script in the Gradle user home. Throws `home-unknown`. */
export function locateInitScript(): InitScriptLocation {
  const { path: properties, belongsToWorkspace } = locateProperties();
  const folder = path.join(path.dirname(properties), 'init.d');
  return { script: path.join(folder, initScriptName), folder, belongsToWorkspace };
}

/** The file from which the init script reads the token of `domain`. */
export function tokenFileOf({ folder }: InitScriptLocation, domain: Domain): string {
  return path.join(folder, tokenFileName(domain));
}

/** The text of a file without white space around it, or an empty text for an absent file. */
export async function readTrimmedText(file: string, signal: AbortSignal): Promise<string> {
  const bytes = await readBytes(file, {}, signal);
  return bytes ? new TextDecoder().decode(bytes).trim() : '';
}
