import { isCancelled } from '../../core/failure';
import { judgeMarker } from './judgeMarker';
import type { FailureMarker, OurRepositories } from './markers';

/** What healing would do. */
export interface HealPlan {
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
export interface HealPorts {
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
export interface Healed {
  readonly deleted: readonly string[];
  readonly edited: readonly string[];
  /** Files that could not be changed, with the error. */
  readonly failed: readonly { readonly file: string; readonly error: unknown }[];
}

/** What `heal` would do about these markers. */
export function planHeal(markers: readonly FailureMarker[]): HealPlan {
  const files = (remedy: FailureMarker['remedy']) =>
    markers
      .filter(it => it.remedy === remedy)
      .map(({ file }) => file)
      .sort();
  return {
    markers,
    filesToDelete: files('delete'),
    filesToEdit: files('edit'),
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
export async function heal(
  plan: HealPlan,
  ours: OurRepositories,
  ports: HealPorts,
  signal: AbortSignal,
): Promise<Healed> {
  const deleted: string[] = [];
  const edited: string[] = [];
  const failed: { file: string; error: unknown }[] = [];
  for (const marker of plan.markers) {
    signal.throwIfAborted();
    try {
      const done = await healOne(marker, ours, ports, signal);
      if (done) (done === 'deleted' ? deleted : edited).push(marker.file);
    } catch (error) {
      if (isCancelled(error)) throw error;
      failed.push({ file: marker.file, error });
    }
  }
  return { deleted, edited, failed };
}

async function healOne(
  { file, folder, name }: FailureMarker,
  ours: OurRepositories,
  { replace, list }: HealPorts,
  signal: AbortSignal,
): Promise<'deleted' | 'edited' | undefined> {
  const state = { removed: false };
  const changed = await replace(
    file,
    async bytes => {
      const siblings = new Set(await list(folder, signal));
      const healed = bytes && judgeMarker(name, bytes, siblings, ours)?.healed;
      state.removed = healed === 'removed';
      return healed ?? 'unchanged';
    },
    signal,
  );
  if (!changed) return undefined;
  return state.removed ? 'deleted' : 'edited';
}
