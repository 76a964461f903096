import { credentials, identity } from './checks/credentials';
import { markers, programs } from './checks/machine';
import { clock, network, region } from './checks/network';
import { central, endpoint, origins } from './checks/repositories';
import { mirrors, passwords, serverIds, tracked } from './checks/servers';
import { offline, wellFormed, whichFile } from './checks/settings';
import { token } from './checks/token';
import type { Check } from './examine';

/** All that the doctor looks at, in the order in which a request goes. */
export const checks: readonly Check[] = [
  credentials,
  identity,
  clock,
  region,
  network,
  token,
  endpoint,
  central,
  origins,
  wellFormed,
  whichFile,
  serverIds,
  mirrors,
  passwords,
  tracked,
  offline,
  markers,
  programs,
];
