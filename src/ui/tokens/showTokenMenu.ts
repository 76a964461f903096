import * as vscode from 'vscode';
import { domainKey } from '../../core/coordinates';
import { visibleText } from '../../shared/visibleText';
import { uniqueDomains } from './findTokenExpiry';
import { formatDuration } from './formatTokenState';
import { findEarliestExpiry, listTokenStates } from './tokenState';
import type { TokenServices } from './tokenServices';
import { readExtensionSettings } from '../common/extensionSettings';
import { neverAborted } from '../../shared/neverAborted';

interface TokenMenuItem extends vscode.QuickPickItem {
  readonly command?: string;
  readonly args?: readonly unknown[];
}

/** Shows all actions for tokens in one list. */
export async function showTokenMenu(services: TokenServices): Promise<void> {
  const availableCommands = new Set(await vscode.commands.getCommands(true));
  const items = [
    ...(await refreshItems(services)),
    separator(vscode.l10n.t('Holders')),
    { label: `$(go-to-file) ${vscode.l10n.t('Open settings.xml')}`, command: openSettingsCommand },
    ...(await fileItems(services)),
    ...terminalItems(),
    separator(vscode.l10n.t('Credentials')),
    { label: `$(sign-in) ${vscode.l10n.t('Sign In to AWS…')}`, command: 'codeartifact.signIn' },
    { label: `$(pulse) ${vscode.l10n.t('Run Doctor')}`, command: 'codeartifact.runDoctor' },
    {
      label: readExtensionSettings().autoRefresh
        ? `$(debug-pause) ${vscode.l10n.t('Pause Automatic Renewal')}`
        : `$(debug-continue) ${vscode.l10n.t('Resume Automatic Renewal')}`,
      command: 'codeartifact.toggleAutoRefresh',
    },
    { label: `$(sign-out) ${vscode.l10n.t('Sign Out…')}`, command: 'codeartifact.signOut' },
  ].filter((it: TokenMenuItem) => it.command === undefined || availableCommands.has(it.command));
  const picked = await vscode.window.showQuickPick<TokenMenuItem>(items, {
    title: vscode.l10n.t('CodeArtifact Tokens'),
    placeHolder: vscode.l10n.t('What do you want to do?'),
  });
  if (picked?.command) await vscode.commands.executeCommand(picked.command, ...(picked.args ?? []));
}

const openSettingsCommand = 'codeartifact.openSettings';

function separator(label: string): TokenMenuItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function refreshItems({ holders }: TokenServices): Promise<readonly TokenMenuItem[]> {
  const { locations, ledger } = await holders.find(neverAborted);
  const states = listTokenStates(locations, ledger);
  const domains = uniqueDomains(states);
  const domainItems = domains.map((domain): TokenMenuItem => {
    const end = findEarliestExpiry(states.filter(it => domainKey(it.domain) === domainKey(domain)));
    const left = end && end.getTime() - Date.now();
    return {
      label: `$(refresh) ${vscode.l10n.t('Refresh the Token of {0}', visibleText(domain.domain))}`,
      description: [domain.owner, ...(left && left > 0 ? [formatDuration(left)] : [])].join(' · '),
      command: 'codeartifact.refreshToken',
      args: [domain],
    };
  });
  const refreshAllItem = { label: `$(refresh) ${vscode.l10n.t('Refresh All Tokens')}` };
  return [
    { ...refreshAllItem, command: 'codeartifact.refreshToken' },
    ...(domainItems.length > 1 ? domainItems : []),
  ];
}

async function fileItems({ holders }: TokenServices): Promise<readonly TokenMenuItem[]> {
  const { locations } = await holders.find(neverAborted);
  const files = locations.filter(({ kind }) => kind === 'gradle').map(({ holder }) => holder);
  return [...new Set(files)].map(file => ({
    label: `$(go-to-file) ${vscode.l10n.t('Open gradle.properties')}`,
    description: file,
    command: 'codeartifact.openFile',
    args: [file],
  }));
}

function terminalItems(): readonly TokenMenuItem[] {
  const enabled = readExtensionSettings().terminalToken;
  const toggle = {
    label: enabled
      ? `$(terminal) ${vscode.l10n.t('Stop Setting Tokens in Terminals')}`
      : `$(terminal) ${vscode.l10n.t('Set Tokens in Terminals')}`,
    command: 'codeartifact.toggleTerminalTokens',
  };
  const choose = {
    label: `$(terminal) ${vscode.l10n.t('Choose Domain for Terminals…')}`,
    command: 'codeartifact.chooseTerminalDomain',
  };
  return enabled ? [toggle, choose] : [toggle];
}
