import type { Commands } from '../common/commandRunner';
import { copyDetails } from './copyDetails';
import type { ErrorServices } from './errorServices';

/** The commands that copy the details of an error. */
export const errorCommands: Commands<ErrorServices> = {
  'codeartifact.copyDetails': { run: copyDetails },
};
