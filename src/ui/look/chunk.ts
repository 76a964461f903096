export { advise } from '../errors/advice';
export { findingItem, fixOf, sectionItem } from '../diagnostics/doctorItems';
export { resolveTooltip } from '../explorer/tooltip';
export { treeItem } from '../explorer/treeItem';
