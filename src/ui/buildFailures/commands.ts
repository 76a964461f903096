import type { Commands } from '../common/commandRunner';
import { fix401 } from './fix401';
import type { BuildFailureServices } from './buildFailureServices';

/** The commands that repair builds that CodeArtifact rejected. */
export const buildFailureCommands: Commands<BuildFailureServices> = {
  'codeartifact.fix401': { run: fix401, singleFlight: true },
};
