export { hashFile } from './hashFile';
export { packArchive } from './pack/packArchive';
export { planArchive } from './plan/planArchive';
export { safeLocalName } from './safeLocalName';
export { sweepTemporary } from './sweepTemporary';
export { makeTemporary } from './temporaryFile';
export { unpackArchive, usualLimits } from './unpack/unpackArchive';
