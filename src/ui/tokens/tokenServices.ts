import type { ConnectionServices } from '../connections/connectionServices';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import type { FileEditor } from '../common/fileEditor';
import type { TokenLedger } from '../../tokens/tokenLedger';
import type { UndoHistory } from '../buildTools/undoHistory';
import type { TokenHolders } from './tokenHolder';
import type { TerminalDomainChoice } from './terminalDomainChoice';
import type { TokenRenewalService } from './tokenRenewalService';

/** The services that the commands which refresh, hold and remove tokens work with. */
export interface TokenServices extends ConnectionServices {
  readonly mavenFiles: MavenFiles;
  readonly fileEditor: FileEditor;
  readonly tokenLedger: TokenLedger;
  readonly undoHistory: UndoHistory;
  readonly holders: TokenHolders;
  readonly terminalChoice: TerminalDomainChoice;
  readonly renewal: TokenRenewalService;
  /** Reads the holders again and shows in the status bar how long their tokens live. */
  readonly refreshTokenStatus: () => Promise<void>;
  /** Tells the builds that were rejected that there are new tokens. */
  readonly notifyTokensRefreshed: () => Promise<void>;
}
