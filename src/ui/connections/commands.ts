import type { Commands } from '../common/commandRunner';
import { addDomain, removeDomain } from './addDomain';
import { connect } from './connect';
import { disconnect } from './disconnect';
import { signIn } from './signIn';
import type { ConnectionServices } from './connectionServices';

/** The commands that connect, sign in and name domains. */
export const connectionCommands: Commands<ConnectionServices> = {
  'codeartifact.connect': { run: connect },
  'codeartifact.signIn': { run: signIn, singleFlight: true },
  'codeartifact.disconnect': { run: disconnect },
  'codeartifact.addDomain': { run: addDomain },
  'codeartifact.removeDomain': { run: removeDomain },
};
