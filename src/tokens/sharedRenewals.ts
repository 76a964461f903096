import { updateState, type StateOptions } from '../files/stateFile';
import type { KeeperPorts } from './keeperPorts';
import { parseRenewals } from './renewals';

/** What all windows share of renewals, in a file: under its lock, never half written, without tokens. */
export function sharedRenewals(path: string, options: StateOptions = {}): KeeperPorts['share'] {
  return (change, signal) => updateState(path, parseRenewals, change, options, signal);
}
