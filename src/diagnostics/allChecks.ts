import { credentialsCheck, identityCheck } from './checks/credentialChecks';
import { failureMarkersCheck, programsCheck } from './checks/localChecks';
import { clockCheck, networkCheck, regionCheck } from './checks/networkChecks';
import { mavenCentralCheck, endpointCheck, originControlsCheck } from './checks/repositoryChecks';
import {
  mirrorsCheck,
  passwordsCheck,
  serverIdsCheck,
  gitTrackedCheck,
} from './checks/serverChecks';
import { offlineCheck, settingsSyntaxCheck, settingsReadersCheck } from './checks/settingsChecks';
import { tokenCheck } from './checks/tokenCheck';
import type { Check } from './runChecks';

/** All checks of the doctor, in the order in which a request depends on them. */
export const allChecks: readonly Check[] = [
  credentialsCheck,
  identityCheck,
  clockCheck,
  regionCheck,
  networkCheck,
  tokenCheck,
  endpointCheck,
  mavenCentralCheck,
  originControlsCheck,
  settingsSyntaxCheck,
  settingsReadersCheck,
  serverIdsCheck,
  mirrorsCheck,
  passwordsCheck,
  gitTrackedCheck,
  offlineCheck,
  failureMarkersCheck,
  programsCheck,
];
