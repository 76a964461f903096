import type { Commands } from '../common/commandRunner';
import { copyAsCommand } from './copyAsCommand';
import { download } from './download';
import { downloadAndUnpack } from './downloadAndUnpack';
import { showDetails } from './showDetails';
import { verifyFile } from './verifyFile';
import type { DownloadServices } from './downloadServices';

/** The commands that download, verify and show details. */
export const downloadCommands: Commands<DownloadServices> = {
  'codeartifact.download': { run: download },
  'codeartifact.downloadAndUnpack': { run: downloadAndUnpack },
  'codeartifact.verifyFile': { run: verifyFile },
  'codeartifact.showDetails': { run: showDetails },
  'codeartifact.copyAsCommand': { run: copyAsCommand },
};
