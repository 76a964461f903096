import type { Services } from '../common/services';
import { alignSettings } from '../buildTools/alignSettings';
import { addDomain, removeDomain } from '../connections/addDomain';
import { compile } from '../buildTools/compile';
import { connect } from '../connections/connect';
import {
  copyArn,
  copyCoordinates,
  copyEndpoint,
  copyGradleDependency,
  copyMavenDependency,
} from '../explorer/copyCommands';
import { copyDetails } from '../errors/copyDetails';
import { disconnect } from '../connections/disconnect';
import { fix401 } from '../buildFailures/fix401';
import { openFile, showLog, typeInTerminal } from '../common/openFile';
import {
  copyAsCommand,
  discardVersion,
  download,
  downloadAndUnpack,
  publish,
  publishFiles,
  showDetails,
  verifyFile,
} from '../publish/lazyCommands';
import { openMavenSettings } from '../buildTools/openMavenSettings';
import {
  applyPolicy,
  showPolicyAttachGuide,
  copyPolicyCommand,
  copyPolicyTerraform,
} from '../permissions/policyCommands';
import { refreshToken } from '../tokens/refreshToken';
import { resetSandbox } from '../sandbox/resetSandbox';
import { copyDoctorReport, fixFinding, runDoctor } from '../diagnostics/runDoctor';
import { showPolicy } from '../permissions/showPolicy';
import { signIn } from '../connections/signIn';
import { startSandbox } from '../sandbox/startSandbox';
import { stopSandbox } from '../sandbox/stopSandbox';
import { toggleAutoRefresh } from '../tokens/toggleAutoRefresh';
import { fixFailedNode, loadMoreNodes, refreshNode, retryNode } from '../explorer/treeCommands';
import { signOut } from '../tokens/signOut';
import { chooseTerminalDomain, toggleTerminalTokens } from '../tokens/terminalCommands';
import { showTokenMenu } from '../tokens/showTokenMenu';
import { undoSettings } from '../buildTools/undoSettings';
import { copyRepositorySnippet, useInGradle } from '../buildTools/useInGradle';
import { useInMaven } from '../buildTools/useInMaven';

/** Every command, by the id that package.json gives it. */
export const commandHandlers = {
  'codeartifact.connect': connect,
  'codeartifact.signIn': signIn,
  'codeartifact.disconnect': disconnect,
  'codeartifact.addDomain': addDomain,
  'codeartifact.removeDomain': removeDomain,
  'codeartifact.startSandbox': startSandbox,
  'codeartifact.stopSandbox': stopSandbox,
  'codeartifact.resetSandbox': resetSandbox,
  'codeartifact.refresh': refreshNode,
  'codeartifact.refreshToken': refreshToken,
  'codeartifact.useInMaven': useInMaven,
  'codeartifact.useInGradle': useInGradle,
  'codeartifact.copyGradleSnippet': copyRepositorySnippet,
  'codeartifact.tokenMenu': showTokenMenu,
  'codeartifact.toggleTerminalTokens': toggleTerminalTokens,
  'codeartifact.chooseTerminalDomain': chooseTerminalDomain,
  'codeartifact.signOut': signOut,
  'codeartifact.toggleAutoRefresh': toggleAutoRefresh,
  'codeartifact.undoSettings': undoSettings,
  'codeartifact.openSettings': openMavenSettings,
  'codeartifact.compile': compile,
  'codeartifact.fix401': fix401,
  'codeartifact.publish': publish,
  'codeartifact.publishFiles': publishFiles,
  'codeartifact.discardVersion': discardVersion,
  'codeartifact.download': download,
  'codeartifact.downloadAndUnpack': downloadAndUnpack,
  'codeartifact.verifyFile': verifyFile,
  'codeartifact.showDetails': showDetails,
  'codeartifact.copyAsCommand': copyAsCommand,
  'codeartifact.showPolicy': showPolicy,
  'codeartifact.copyPolicyCommand': copyPolicyCommand,
  'codeartifact.copyPolicyTerraform': copyPolicyTerraform,
  'codeartifact.attachPolicy': showPolicyAttachGuide,
  'codeartifact.applyPolicy': applyPolicy,
  'codeartifact.copyDetails': copyDetails,
  'codeartifact.runDoctor': runDoctor,
  'codeartifact.copyDoctorReport': copyDoctorReport,
  'codeartifact.fixFinding': fixFinding,
  'codeartifact.alignSettings': alignSettings,
  'codeartifact.copyArn': copyArn,
  'codeartifact.copyEndpoint': copyEndpoint,
  'codeartifact.copyMavenDependency': copyMavenDependency,
  'codeartifact.copyGradleDependency': copyGradleDependency,
  'codeartifact.copyCoordinates': copyCoordinates,
  'codeartifact.loadMore': loadMoreNodes,
  'codeartifact.retry': retryNode,
  'codeartifact.fix': fixFailedNode,
  'codeartifact.openFile': openFile,
  'codeartifact.typeInTerminal': typeInTerminal,
  'codeartifact.showLog': showLog,
} satisfies Record<
  `codeartifact.${string}`,
  (services: Services, first?: unknown, second?: unknown, third?: unknown) => unknown
>;
