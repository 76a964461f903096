import { GradleFiles } from '../buildTools/gradle/gradleFiles';
import type { TokenServices } from './tokenServices';
import type { TerminalTokens } from './terminalTokens';
import type { TokenHolders } from './tokenHolder';
import { FileHolder } from './fileHolder';
import { GradleHolder } from './gradleHolder';
import { InitScriptHolder } from './initScriptHolder';
import { CompositeTokenHolders } from './compositeTokenHolders';
import { MavenHolder } from './mavenHolder';
import type { TerminalDomainChoice } from './terminalDomainChoice';
import { TerminalHolder } from './terminalHolder';

type HolderServices = Pick<
  TokenServices,
  'log' | 'memento' | 'connections' | 'mavenFiles' | 'fileEditor' | 'tokenLedger' | 'undoHistory'
>;

/** Creates the token holders. */
export function createTokenHolders(
  services: HolderServices,
  terminals: TerminalTokens,
  choice: TerminalDomainChoice,
): TokenHolders {
  const gradleFiles = new GradleFiles(services.log, () =>
    services.connections.approvedRepositoryEndpoints(),
  );
  const holders = {
    maven: new MavenHolder(services, terminals),
    gradle: new GradleHolder({ ...services, gradleFiles }),
    gradleInit: new InitScriptHolder({ ...services, gradleFiles }),
    terminal: new TerminalHolder(terminals, services.connections, choice),
    file: new FileHolder(services),
  };
  return new CompositeTokenHolders(services.log, services.tokenLedger, holders);
}
