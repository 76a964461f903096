import type { ExclusionReason } from './archivePlan';
import { parseTemporaryName } from '../../files/createTemporaryName';

const versionControl = new Set(['.git', '.hg', '.svn', '.bzr', '_darcs', 'CVS']);

/** What desktops and our own interrupted work leave behind. */
const clutterPattern =
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
export function findDefaultExclusion(name: string): ExclusionReason | undefined {
  if (versionControl.has(name)) return 'version-control';
  return clutterPattern.test(name) || parseTemporaryName(name) ? 'clutter' : undefined;
}

/** What makes a folder the output of a build, in words; undefined if it is not. */
export function describeBuildOutput(folder: string, names: readonly string[]): string | undefined {
  const siblingPattern = Object.hasOwn(buildFolders, folder) ? buildFolders[folder] : undefined;
  const sibling = siblingPattern && names.find(name => siblingPattern.test(name));
  return sibling === undefined ? undefined : `beside ${sibling}`;
}
