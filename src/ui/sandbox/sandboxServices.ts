import type * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import type { SandboxManager } from './sandboxManager';

/** The services that the commands which start and stop the sandbox work with. */
export interface SandboxServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: {
    available(): Promise<readonly Connection[]>;
    add(connection: Connection): Promise<void>;
  };
  readonly sandbox: SandboxManager;
}
