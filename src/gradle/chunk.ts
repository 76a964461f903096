export { isPropertyName, setProperty } from './setProperty';
export { findPropertyClaims } from './findPropertyClaims';
export { createGradleSnippet } from './createGradleSnippet';
export { locateGradleProperties } from './locateGradleProperties';
export { isOurValue, decidePropertyOwnership } from './decidePropertyOwnership';
export { parseGradleScript } from './parseGradleScript';
export { readProperty } from './readProperty';
export { removeProperty, undoProperty } from './removeProperty';
