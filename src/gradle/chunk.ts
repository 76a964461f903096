export { isPropertyName, setProperty } from './editProperty';
export { findPropertyClaims } from './findPropertyClaims';
export { gradleSnippet } from './gradleSnippet';
export { locateGradleProperties } from './locateGradleProperties';
export { isOurValue, propertyOwnership } from './propertyOwnership';
export { readGradleScript } from './readGradleScript';
export { readProperty } from './readProperty';
export { removeProperty, undoProperty } from './removeProperty';
