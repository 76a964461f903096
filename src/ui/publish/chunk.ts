export { copyAsCommand } from './copyAsCommand';
export { discardVersion } from './discardVersion';
export { download } from './download';
export { downloadAndUnpack } from './downloadAndUnpack';
export { publish } from './publishFolder';
export { publishFiles } from './publishSources';
export { showDetails } from './showDetails';
export { verifyFile } from './verifyFile';
