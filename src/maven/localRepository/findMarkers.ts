import type { FailureMarker, OurRepositories, RepositoryFiles } from './markers';

/**
 * Finds the failure markers that CodeArtifact repositories left below `root`. Memory stays flat but
 * for what is found. A marker that cannot be read is passed over.
 */
export async function findMarkers(
  files: RepositoryFiles,
  root: string,
  ours: OurRepositories,
  signal: AbortSignal,
): Promise<readonly FailureMarker[]> {
  await files.read(root, signal);
  throw new Error(`not yet: ${ours.isOurId.name}`);
}
