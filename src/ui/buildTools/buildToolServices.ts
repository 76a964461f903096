import type * as vscode from 'vscode';
import type { Connections } from '../connections/connections';
import type { Explorer } from '../explorer/explorer';
import type { MavenFiles } from './maven/mavenFiles';
import type { VirtualDocumentProvider } from '../common/virtualDocumentProvider';
import type { FileEditor } from '../common/fileEditor';
import type { TokenLedger } from '../../tokens/tokenLedger';
import type { UndoHistory } from './undoHistory';

/** The services that the commands which set up Maven and Gradle work with. */
export interface BuildToolServices {
  readonly log: vscode.LogOutputChannel;
  /** State of the extension that all windows of the user share. */
  readonly memento: vscode.Memento;
  readonly connections: Connections;
  readonly explorer: Explorer;
  readonly mavenFiles: MavenFiles;
  readonly previews: VirtualDocumentProvider;
  readonly fileEditor: FileEditor;
  readonly tokenLedger: TokenLedger;
  readonly undoHistory: UndoHistory;
  /** Reads the holders again and shows in the status bar how long their tokens live. */
  readonly refreshTokenStatus: () => Promise<void>;
}
