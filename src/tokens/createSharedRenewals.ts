import { updateState, type StateFileOptions } from '../files/stateFile';
import type { TokenRenewerPorts } from './tokenRenewerPorts';
import { parseRenewals } from './renewals';

/**
 * Keeps the renewals that all windows share in the file `path`. Updates take the file's lock and
 * replace the file atomically. The file never contains a token.
 */
export function createSharedRenewals(
  path: string,
  options: StateFileOptions = {},
): TokenRenewerPorts['updateRenewals'] {
  return (change, signal) => updateState(path, parseRenewals, change, options, signal);
}
