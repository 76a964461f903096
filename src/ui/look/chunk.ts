export { advise } from '../errors/advice';
export { findingTreeItem, findingFix, sectionTreeItem } from '../diagnostics/diagnosticsTreeItems';
export { resolveTooltip } from '../explorer/resolveTooltip';
export { createTreeItem } from '../explorer/createTreeItem';
