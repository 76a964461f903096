import { isCancelled } from '../../core/failure';
import { analyzeMarker } from './analyzeMarker';
import type { FailureMarker, RepositoryMatcher } from './failureMarker';

/** What healing would do. */
export interface ClearMarkersPlan {
  readonly markers: readonly FailureMarker[];
  /** Sorted. */
  readonly filesToDelete: readonly string[];
  readonly filesToEdit: readonly string[];
  /** How many failures of ours are noted. */
  readonly failures: number;
  /** In how many markers one was a 401 or 403, and in how many a 403. */
  readonly refused: number;
  readonly forbidden: number;
}

/** What healing writes through. */
export interface ClearMarkersPorts {
  /**
   * Replaces a file's content in one step and resolves to whether it changed: `edit` gets the
   * present bytes (undefined: absent) and says what it becomes. See `replaceFile`.
   */
  readonly replace: (
    file: string,
    edit: (bytes: Uint8Array | undefined) => Promise<Uint8Array | 'unchanged' | 'removed'>,
    signal: AbortSignal,
  ) => Promise<boolean>;
  /** The names of a folder's regular files. */
  readonly list: (folder: string, signal: AbortSignal) => Promise<readonly string[]>;
}

/** What came of healing. */
export interface ClearMarkersResult {
  readonly deleted: readonly string[];
  readonly edited: readonly string[];
  /** Files that could not be changed, with the error. */
  readonly failed: readonly { readonly file: string; readonly error: unknown }[];
}

/** What `heal` would do about these markers. */
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
 * Carries the plan out. Each file is judged again as it is at that moment, so that what Maven wrote
 * meanwhile is kept. One that cannot be changed does not keep the others from it. Rejects only when
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
