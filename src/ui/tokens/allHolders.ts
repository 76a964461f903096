import { GradleFiles } from '../buildTools/gradle/gradleFiles';
import type { Services } from '../common/services';
import type { TerminalTokens } from './terminalTokens';
import type { TokenHolders } from './holder';
import { FileHolder } from './fileHolder';
import { GradleHolder } from './gradleHolder';
import { Holders } from './holders';
import { MavenHolder } from './mavenHolder';
import type { TerminalChoice } from './terminalChoice';
import { TerminalHolder } from './terminalHolder';

type HolderServices = Pick<Services, 'log' | 'memento' | 'connections' | 'mavenFiles' | 'writer'>;

/** The holders of all kinds. */
export function allHolders(
  services: HolderServices,
  terminals: TerminalTokens,
  choice: TerminalChoice,
): TokenHolders {
  const gradleFiles = new GradleFiles(services.log, () => services.connections.approved());
  const kinds = {
    maven: new MavenHolder(services, terminals),
    gradle: new GradleHolder({ ...services, gradleFiles }),
    file: new FileHolder(services),
  };
  const terminal = new TerminalHolder(terminals, services.connections, choice);
  return new Holders(services.log, services.writer, kinds, terminal);
}
