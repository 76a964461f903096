/**
 * `work`, done once for all who call the result; a caller after a failure tries again. Rejects as
 * `work` does.
 */
export function memoizeAsync<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}
