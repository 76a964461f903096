export { attachGuide } from './policies/guide';
export { attachCommand, managedPolicyArn, policyCommand } from './policies/command';
export { papersFor, type Paper } from './policies/paper';
export { bestFirst, type Purpose } from './policies/purposes';
export { terraform } from './policies/terraform';
export { checks } from './checks';
export { examine } from './examine';
export { reportMarkdown } from './reportMarkdown';
