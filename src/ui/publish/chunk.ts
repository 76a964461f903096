export { copyAsCommand } from '../download/copyAsCommand';
export { discardVersion } from './discardVersion';
export { download } from '../download/download';
export { downloadAndUnpack } from '../download/downloadAndUnpack';
export { publishFolders } from './publishFolders';
export { publishFilesAsAssets } from './publishSources';
export { showDetails } from '../download/showDetails';
export { verifyFile } from '../download/verifyFile';
