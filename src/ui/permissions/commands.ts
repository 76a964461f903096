import type { Commands } from '../common/commandRunner';
import {
  applyPolicy,
  copyPolicyCommand,
  copyPolicyTerraform,
  showPolicyAttachGuide,
} from './policyCommands';
import { showPolicy } from './showPolicy';
import type { PermissionServices } from './permissionServices';

/** The commands that explain what is not allowed. */
export const permissionCommands: Commands<PermissionServices> = {
  'codeartifact.showPolicy': { run: showPolicy },
  'codeartifact.copyPolicyCommand': { run: copyPolicyCommand },
  'codeartifact.copyPolicyTerraform': { run: copyPolicyTerraform },
  'codeartifact.attachPolicy': { run: showPolicyAttachGuide },
  'codeartifact.applyPolicy': { run: applyPolicy },
};
