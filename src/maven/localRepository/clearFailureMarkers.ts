import { isCancelled } from '../../core/failure';
import { analyzeMarker } from './analyzeMarker';
import type { FailureMarker, RepositoryMatcher } from './failureMarker';

/** What `clearFailureMarkers` is going to do. */
export interface ClearMarkersPlan {
  readonly markers: readonly FailureMarker[];
  /** Sorted. */
  readonly filesToDelete: readonly string[];
  readonly filesToEdit: readonly string[];
  /** The number of failures of CodeArtifact in all markers. */
  readonly failures: number;
  /** The number of markers with a 401 or 403, and with a 403. */
  readonly refused: number;
  readonly forbidden: number;
}

/** File access for clearing the markers. */
export interface ClearMarkersPorts {
  /**
   * Replaces the content of a file atomically and resolves to whether it changed. `edit` receives the
   * current bytes (undefined if the file is absent) and returns the new ones. See `replaceFile`.
   */
  readonly replace: (
    file: string,
    edit: (bytes: Uint8Array | undefined) => Promise<Uint8Array | 'unchanged' | 'removed'>,
    signal: AbortSignal,
  ) => Promise<boolean>;
  /** The names of a folder's regular files. */
  readonly list: (folder: string, signal: AbortSignal) => Promise<readonly string[]>;
}

/** The result of `clearFailureMarkers`. */
export interface ClearMarkersResult {
  readonly deleted: readonly string[];
  readonly edited: readonly string[];
  /** The files that could not be changed. */
  readonly failed: readonly { readonly file: string; readonly error: unknown }[];
}

/** Plans what `clearFailureMarkers` does with these markers. */
export function planClearMarkers(markers: readonly FailureMarker[]): ClearMarkersPlan {
  const filesWithRemedy = (remedy: FailureMarker['remedy']) =>
    markers
      .filter(it => it.remedy === remedy)
      .map(({ file }) => file)
      .sort();
  return {
    markers,
    filesToDelete: filesWithRemedy('delete'),
    filesToEdit: filesWithRemedy('edit'),
    failures: markers.reduce((sum, it) => sum + it.failures, 0),
    refused: markers.filter(it => it.refused).length,
    forbidden: markers.filter(it => it.forbidden).length,
  };
}

/**
 * Carries out the plan. Each file is analyzed again just before it is changed, so that what Maven wrote
 * in the meantime is kept. A file that cannot be changed is reported in `failed`. Rejects only if
 * `signal` is aborted.
 */
export async function clearFailureMarkers(
  plan: ClearMarkersPlan,
  matcher: RepositoryMatcher,
  ports: ClearMarkersPorts,
  signal: AbortSignal,
): Promise<ClearMarkersResult> {
  const deleted: string[] = [];
  const edited: string[] = [];
  const failed: { file: string; error: unknown }[] = [];
  for (const marker of plan.markers) {
    signal.throwIfAborted();
    try {
      const outcome = await clearMarker(marker, matcher, ports, signal);
      if (outcome) (outcome === 'deleted' ? deleted : edited).push(marker.file);
    } catch (error) {
      if (isCancelled(error)) throw error;
      failed.push({ file: marker.file, error });
    }
  }
  return { deleted, edited, failed };
}

async function clearMarker(
  { file, folder, name }: FailureMarker,
  matcher: RepositoryMatcher,
  { replace, list }: ClearMarkersPorts,
  signal: AbortSignal,
): Promise<'deleted' | 'edited' | undefined> {
  const state = { removed: false };
  const changed = await replace(
    file,
    async bytes => {
      const siblings = new Set(await list(folder, signal));
      const content = bytes && analyzeMarker(name, bytes, siblings, matcher)?.clearedContent;
      state.removed = content === 'removed';
      return content ?? 'unchanged';
    },
    signal,
  );
  if (!changed) return undefined;
  return state.removed ? 'deleted' : 'edited';
}
