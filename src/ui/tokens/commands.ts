import type { Commands } from '../common/commandRunner';
import { refreshToken } from './refreshToken';
import { showTokenMenu } from './showTokenMenu';
import { signOut } from './signOut';
import { chooseTerminalDomain, toggleTerminalTokens } from './terminalCommands';
import { toggleAutoRefresh } from './toggleAutoRefresh';
import type { TokenServices } from './tokenServices';

/** The commands that refresh, hold and remove tokens. */
export const tokenCommands: Commands<TokenServices> = {
  'codeartifact.refreshToken': { run: refreshToken, singleFlight: true },
  'codeartifact.tokenMenu': { run: showTokenMenu, singleFlight: true },
  'codeartifact.toggleTerminalTokens': { run: toggleTerminalTokens },
  'codeartifact.chooseTerminalDomain': { run: chooseTerminalDomain },
  'codeartifact.signOut': { run: signOut, singleFlight: true },
  'codeartifact.toggleAutoRefresh': { run: toggleAutoRefresh },
};
