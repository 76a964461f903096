import type { LeftOutReason } from './archivePlan';
import { ownerOf } from '../../files/temporaryNames';

const versionControl = new Set(['.git', '.hg', '.svn', '.bzr', '_darcs', 'CVS']);

/** What desktops and our own interrupted work leave behind. */
const clutter =
  /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes)$|\.codeartifact-(?:lock|tmp)$/;

/** Folders that builds make, by the files beside them that say so. */
const buildFolders: Readonly<Record<string, RegExp>> = {
  target: /^pom\.xml$/,
  build: /^(?:build|settings)\.gradle(?:\.kts)?$/,
  '.gradle': /^(?:build|settings)\.gradle(?:\.kts)?$/,
  node_modules: /^package\.json$/,
  __pycache__: /\.pyc?$/,
};

/** Why something is never packed, whatever ignore files say; undefined if it may be. */
export function neverPacked(name: string): LeftOutReason | undefined {
  if (versionControl.has(name)) return 'version-control';
  return clutter.test(name) || ownerOf(name) ? 'clutter' : undefined;
}

/** What makes a folder the output of a build, in words; undefined if it is not. */
export function buildOutputBeside(folder: string, names: readonly string[]): string | undefined {
  const sign = Object.hasOwn(buildFolders, folder) ? buildFolders[folder] : undefined;
  const beside = sign && names.find(name => sign.test(name));
  return beside === undefined ? undefined : `beside ${beside}`;
}
