import type { Commands } from './commandRunner';
import { openFile, showLog, typeInTerminal } from './openFile';
import type { CommonServices } from './commonServices';

/** The commands that open files and the log. */
export const commonCommands: Commands<CommonServices> = {
  'codeartifact.openFile': { run: openFile },
  'codeartifact.typeInTerminal': { run: typeInTerminal },
  'codeartifact.showLog': { run: showLog },
};
