import type { Commands } from '../common/commandRunner';
import { resetSandbox } from './resetSandbox';
import { startSandbox } from './startSandbox';
import { stopSandbox } from './stopSandbox';
import type { SandboxServices } from './sandboxServices';

/** The commands that start and stop the sandbox. */
export const sandboxCommands: Commands<SandboxServices> = {
  'codeartifact.startSandbox': { run: startSandbox, singleFlight: true },
  'codeartifact.stopSandbox': { run: stopSandbox, singleFlight: true },
  'codeartifact.resetSandbox': { run: resetSandbox, singleFlight: true },
};
