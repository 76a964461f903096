export { copyAsCommand } from '../download/copyAsCommand';
export { discardVersion } from './discardVersion';
export { download } from '../download/download';
export { downloadAndUnpack } from '../download/downloadAndUnpack';
export { publish } from './publishFolder';
export { publishFiles } from './publishSources';
export { showDetails } from '../download/showDetails';
export { verifyFile } from '../download/verifyFile';
