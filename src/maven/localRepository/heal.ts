import type { FailureMarker, OurRepositories } from './markers';

/** What healing would do. */
export interface HealPlan {
  readonly markers: readonly FailureMarker[];
  /** Sorted. */
  readonly filesToDelete: readonly string[];
  readonly filesToEdit: readonly string[];
  readonly failures: number;
  /** How many artifacts and metadata files Maven would ask for again. */
  readonly refused: number;
}

/** What healing writes through. */
export interface HealPorts {
  /**
   * Replaces a file's content in one step: `edit` gets the present bytes (undefined: absent) and
   * says what it becomes. See `replaceFile`.
   */
  readonly replace: (
    file: string,
    edit: (bytes: Uint8Array | undefined) => Uint8Array | 'unchanged' | 'removed',
    signal: AbortSignal,
  ) => Promise<boolean>;
  /** Whether a regular file is there. */
  readonly exists: (file: string, signal: AbortSignal) => Promise<boolean>;
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
  throw new Error(`not yet: ${markers.length}`);
}

/**
 * Carries the plan out. Each file is judged again as it is at that moment, so that what Maven wrote
 * meanwhile is kept.
 */
export async function heal(
  plan: HealPlan,
  ours: OurRepositories,
  ports: HealPorts,
  signal: AbortSignal,
): Promise<Healed> {
  await ports.exists('', signal);
  throw new Error(`not yet: ${plan.failures} ${ours.isOurId.name}`);
}
