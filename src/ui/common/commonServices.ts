import type * as vscode from 'vscode';

/** The services that the commands which belong to no feature work with. */
export interface CommonServices {
  readonly log: vscode.LogOutputChannel;
  /** The version of the extension. */
  readonly version: string;
}
