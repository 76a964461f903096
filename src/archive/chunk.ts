export { hashFile } from './hashFile';
export { packArchive } from './packArchive';
export { planArchive } from './planArchive';
export { safeLocalName } from './safeLocalName';
export { sweepTemporary } from './sweepTemporary';
export { makeTemporary } from './temporaryFile';
export { unpackArchive, usualLimits } from './unpackArchive';
