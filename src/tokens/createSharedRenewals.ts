import { updateState, type StateFileOptions } from '../files/stateFile';
import type { TokenRenewerPorts } from './tokenRenewerPorts';
import { parseRenewals } from './renewals';

/** What all windows share of renewals, in a file: under its lock, never half written, without tokens. */
export function createSharedRenewals(
  path: string,
  options: StateFileOptions = {},
): TokenRenewerPorts['updateRenewals'] {
  return (change, signal) => updateState(path, parseRenewals, change, options, signal);
}
