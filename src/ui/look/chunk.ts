export { advise } from '../advice';
export { findingItem, fixOf, sectionItem } from '../doctor/doctorItems';
export { resolveTooltip } from '../explorer/tooltip';
export { treeItem } from '../explorer/treeItem';
