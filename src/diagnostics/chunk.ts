export { attachGuide } from '../permissions/policies/guide';
export { attachCommand, managedPolicyArn, policyCommand } from '../permissions/policies/command';
export { papersFor, type Paper } from '../permissions/policies/paper';
export { bestFirst, type Purpose } from '../permissions/policies/purposes';
export { terraform } from '../permissions/policies/terraform';
export { checks } from './checks';
export { examine } from './examine';
export { reportMarkdown } from './reportMarkdown';
