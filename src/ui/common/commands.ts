import type { Commands } from './commandRunner';
import { copyDetails } from './copyDetails';
import { openFile, showLog, typeInTerminal } from './openFile';
import type { CommonServices } from './commonServices';

/** The commands that belong to no feature: opening files and the log, and copying details. */
export const commonCommands: Commands<CommonServices> = {
  'codeartifact.copyDetails': { run: copyDetails },
  'codeartifact.openFile': { run: openFile },
  'codeartifact.typeInTerminal': { run: typeInTerminal },
  'codeartifact.showLog': { run: showLog },
};
