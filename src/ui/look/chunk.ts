export { advise } from '../advice';
export { resolveTooltip } from '../explorer/tooltip';
export { treeItem } from '../explorer/treeItem';
