/** A signal that never aborts, for calls that end by themselves in a short time. */
export const neverAborted: AbortSignal = new AbortController().signal;
