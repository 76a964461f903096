/**
 * Deletes what a killed process of ours left in `folder`: temporary files and locks that are ours by
 * name and content and whose process is gone. Returns the names of what it deleted; never
 * throws for a folder that is absent or closed to us.
 */
export function sweepLeftovers(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  throw new Error(`not built yet: ${folder} ${typeof signal}`);
}
