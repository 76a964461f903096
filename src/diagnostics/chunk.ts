export { attachmentGuide } from '../permissions/policies/attachmentGuide';
export {
  attachPolicyCommand,
  awsManagedPolicy,
  policyCommand,
} from '../permissions/policies/policyCommand';
export { generatePolicies, type GeneratedPolicy } from '../permissions/policies/generatePolicies';
export { rankPurposes, type Purpose } from '../permissions/policies/purposes';
export { toTerraform } from '../permissions/policies/toTerraform';
export { allChecks } from './allChecks';
export { runChecks } from './runChecks';
export { reportMarkdown } from './reportMarkdown';
