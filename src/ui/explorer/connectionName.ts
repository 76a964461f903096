import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';

/** The name of a connection, without its region. */
export function connectionName(connection: Connection): string {
  switch (connection.kind) {
    case 'profile':
      return connection.profile;
    case 'default':
      return vscode.l10n.t('Default credentials');
    case 'sandbox':
      return vscode.l10n.t('Sandbox');
  }
}
