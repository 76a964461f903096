import type * as vscode from 'vscode';

/** The services that the commands which open files and the log work with. */
export interface CommonServices {
  readonly log: vscode.LogOutputChannel;
}
