import type { Services } from '../services';
import { alignSettings } from './alignSettings';
import { addDomain, removeDomain } from './addDomain';
import { compile } from './compile';
import { connect } from './connect';
import {
  copyArn,
  copyCoordinates,
  copyEndpoint,
  copyGradleDependency,
  copyMavenDependency,
} from './copy';
import { copyDetails } from './copyDetails';
import { disconnect } from './disconnect';
import { fix401 } from './fix401';
import { openFile, showLog, typeInTerminal } from './open';
import {
  copyAsCommand,
  discardVersion,
  download,
  downloadAndUnpack,
  publish,
  publishFiles,
  showDetails,
  verifyFile,
} from './publish';
import { openSettings } from './openSettings';
import { applyPolicy, attachPolicy, copyPolicyCommand, copyPolicyTerraform } from './policyActions';
import { refreshToken } from './refreshToken';
import { resetSandbox } from './resetSandbox';
import { copyDoctorReport, fixFinding, runDoctor } from './runDoctor';
import { showPolicy } from './showPolicy';
import { signIn } from './signIn';
import { startSandbox } from './startSandbox';
import { stopSandbox } from './stopSandbox';
import { toggleAutoRefresh } from './toggleAutoRefresh';
import { fix, loadMore, refresh, retry } from './tree';
import { signOut } from './signOut';
import { chooseTerminalDomain, toggleTerminalTokens } from './terminals';
import { tokenMenu } from './tokenMenu';
import { undoSettings } from './undoSettings';
import { copyGradleSnippet, useInGradle } from './useInGradle';
import { useInMaven } from './useInMaven';

/** Every command, by the id that package.json gives it. */
export const table = {
  'codeartifact.connect': connect,
  'codeartifact.signIn': signIn,
  'codeartifact.disconnect': disconnect,
  'codeartifact.addDomain': addDomain,
  'codeartifact.removeDomain': removeDomain,
  'codeartifact.startSandbox': startSandbox,
  'codeartifact.stopSandbox': stopSandbox,
  'codeartifact.resetSandbox': resetSandbox,
  'codeartifact.refresh': refresh,
  'codeartifact.refreshToken': refreshToken,
  'codeartifact.useInMaven': useInMaven,
  'codeartifact.useInGradle': useInGradle,
  'codeartifact.copyGradleSnippet': copyGradleSnippet,
  'codeartifact.tokenMenu': tokenMenu,
  'codeartifact.toggleTerminalTokens': toggleTerminalTokens,
  'codeartifact.chooseTerminalDomain': chooseTerminalDomain,
  'codeartifact.signOut': signOut,
  'codeartifact.toggleAutoRefresh': toggleAutoRefresh,
  'codeartifact.undoSettings': undoSettings,
  'codeartifact.openSettings': openSettings,
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
  'codeartifact.attachPolicy': attachPolicy,
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
  'codeartifact.loadMore': loadMore,
  'codeartifact.retry': retry,
  'codeartifact.fix': fix,
  'codeartifact.openFile': openFile,
  'codeartifact.typeInTerminal': typeInTerminal,
  'codeartifact.showLog': showLog,
} satisfies Record<
  `codeartifact.${string}`,
  (services: Services, first?: unknown, second?: unknown, third?: unknown) => unknown
>;
