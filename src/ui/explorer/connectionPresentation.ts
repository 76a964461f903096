import * as vscode from 'vscode';
import { parseCallerArn, type Caller } from '../../core/caller';
import type { Identity } from '../../core/codeArtifact';
import type { Connection } from '../../core/connection';
import { advise } from '../errors/advice';
import { connectionName } from './connectionName';
import { formatTime } from '../common/formatTime';
import type { ConnectionStatus } from './connectionStatusTracker';

/** How a node of the explorer is shown. */
export interface NodePresentation {
  readonly label: string;
  readonly icon: vscode.ThemeIcon;
  readonly collapsible?: boolean;
  readonly description?: string;
  readonly tooltip?: string;
  readonly contextValue?: string;
  /** The text for screen readers, if the icon or description has a meaning. */
  readonly accessibilityLabel?: string;
  readonly command?: vscode.Command;
}

/** An icon of VS Code. */
export const themeIcon = (id: string, color?: string): vscode.ThemeIcon =>
  new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));

/** How a connection is shown in its current state. */
export function connectionPresentation(
  connection: Connection,
  status: ConnectionStatus,
): NodePresentation {
  if (connection.kind === 'sandbox')
    return {
      label: connectionName(connection),
      icon: themeIcon('beaker'),
      collapsible: true,
      description:
        connection.user === undefined
          ? connection.endpoint.replace(/^http:\/\//, '')
          : vscode.l10n.t('as {0}', connection.user),
      contextValue: 'connection.sandbox',
    };
  const label = connectionName(connection);
  const { region } = connection;
  const { identity, offline } = status;
  const caller = identity && vscode.l10n.t('{0} in {1}', callerText(identity), identity.account);
  // VS Code cuts the text off on the right, so the less important part comes last.
  const notes = offline ? [offlineText(status), region] : [region, ...(caller ? [caller] : [])];
  const description = notes.join(' · ');
  return {
    label,
    icon: offline ? themeIcon('debug-disconnect', 'list.warningForeground') : themeIcon('cloud'),
    collapsible: true,
    description,
    contextValue: offline ? 'connection.aws.offline' : 'connection.aws',
    ...(offline && { tooltip: advise(offline).message }),
    ...(notes.length > 1 && { accessibilityLabel: `${label}, ${description}` }),
  };
}

/** The facts about the caller, one per line. */
export function identityLines(identity: Identity): string[] {
  const { kind, name, session, permissionSet } = parseCallerArn(identity.arn);
  const names: Record<Caller['kind'], string> = {
    role: permissionSet
      ? vscode.l10n.t('Permission set: {0}', name)
      : vscode.l10n.t('Role: {0}', name),
    user: vscode.l10n.t('User: {0}', name),
    federated: vscode.l10n.t('Federated user: {0}', name),
    root: vscode.l10n.t('Root user: CodeArtifact issues no tokens to it. Use a role.'),
    other: name,
  };
  return [
    vscode.l10n.t('Account: {0}', identity.account),
    names[kind],
    ...(session !== undefined && kind === 'role' ? [vscode.l10n.t('Session: {0}', session)] : []),
    identity.arn,
    ...(identity.longLived
      ? [vscode.l10n.t('This is a long-lived access key. A role or single sign-on is safer.')]
      : []),
  ];
}

function callerText({ arn }: Identity): string {
  const { kind, name, session } = parseCallerArn(arn);
  return kind === 'role' && session !== undefined ? `${name}/${session}` : name;
}

function offlineText({ lastResponseAt }: ConnectionStatus): string {
  if (!lastResponseAt) return vscode.l10n.t('offline');
  return vscode.l10n.t('offline, as of {0}', formatTime(lastResponseAt, new Date()));
}
