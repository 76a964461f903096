import { whenGone } from '../../scripts/parent.mjs';
import { identityOf } from '../../scripts/processes.mjs';

/** Calls `then` once when the process that has started this one has ended. */
export function onParentExit(then: () => void): void {
  const parent = identityOf(process.ppid);
  if (parent) whenGone(parent, then);
}
