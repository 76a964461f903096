export { editSettings } from './editSettings';
export { findClaims } from './findClaims';
export { locateSettings } from './locateSettings';
export { isOurPassword, ownership } from './ownership';
export { readPom } from './readPom';
export { readSettings } from './readSettings';
export { undoEdit } from './undoEdit';
