import type { Commands } from '../common/commandRunner';
import { discardVersion } from './discardVersion';
import { publishFolders } from './publishFolders';
import { publishFilesAsAssets } from './publishSources';
import type { PublishServices } from './publishServices';

/** The commands that publish. */
export const publishCommands: Commands<PublishServices> = {
  'codeartifact.publish': { run: publishFolders },
  'codeartifact.publishFiles': { run: publishFilesAsAssets },
  'codeartifact.discardVersion': { run: discardVersion },
};
