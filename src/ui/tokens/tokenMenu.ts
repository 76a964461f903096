import * as vscode from 'vscode';
import { domainKey } from '../../core/coordinates';
import { visibleText } from '../../shared/visibleText';
import { domainsOf } from './holding';
import { durationText } from './stateText';
import { firstEnd, tokenStates } from './tokenStates';
import type { Services } from '../common/services';
import { readSettings } from '../common/settings';

interface Item extends vscode.QuickPickItem {
  readonly command?: string;
  readonly args?: readonly unknown[];
}

/** What can be done about tokens, in one list. */
export async function tokenMenu(services: Services): Promise<void> {
  const known = new Set(await vscode.commands.getCommands(true));
  const items = [
    ...(await refreshItems(services)),
    separator(vscode.l10n.t('Holders')),
    { label: `$(go-to-file) ${vscode.l10n.t('Open settings.xml')}`, command: openSettings },
    ...(await fileItems(services)),
    ...terminalItems(),
    separator(vscode.l10n.t('Credentials')),
    { label: `$(sign-in) ${vscode.l10n.t('Sign In to AWS…')}`, command: 'codeartifact.signIn' },
    { label: `$(pulse) ${vscode.l10n.t('Run Doctor')}`, command: 'codeartifact.runDoctor' },
    {
      label: readSettings().autoRefresh
        ? `$(debug-pause) ${vscode.l10n.t('Stop Renewing by Itself')}`
        : `$(debug-continue) ${vscode.l10n.t('Renew by Itself Again')}`,
      command: 'codeartifact.toggleAutoRefresh',
    },
    { label: `$(sign-out) ${vscode.l10n.t('Sign Out…')}`, command: 'codeartifact.signOut' },
  ].filter((it: Item) => it.command === undefined || known.has(it.command));
  const picked = await vscode.window.showQuickPick<Item>(items, {
    title: vscode.l10n.t('CodeArtifact Tokens'),
    placeHolder: vscode.l10n.t('What do you want to do?'),
  });
  if (picked?.command) await vscode.commands.executeCommand(picked.command, ...(picked.args ?? []));
}

const openSettings = 'codeartifact.openSettings';

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function refreshItems({ holders }: Services): Promise<readonly Item[]> {
  const { places, ledger } = await holders.find(new AbortController().signal);
  const states = tokenStates(places, ledger);
  const domains = domainsOf(states);
  const each = domains.map((domain): Item => {
    const end = firstEnd(states.filter(it => domainKey(it.domain) === domainKey(domain)));
    const left = end && end.getTime() - Date.now();
    return {
      label: `$(refresh) ${vscode.l10n.t('Refresh the Token of {0}', visibleText(domain.domain))}`,
      description: [domain.owner, ...(left && left > 0 ? [durationText(left)] : [])].join(' · '),
      command: 'codeartifact.refreshToken',
      args: [domain],
    };
  });
  const all = { label: `$(refresh) ${vscode.l10n.t('Refresh All Tokens')}` };
  return [{ ...all, command: 'codeartifact.refreshToken' }, ...(each.length > 1 ? each : [])];
}

async function fileItems({ holders }: Services): Promise<readonly Item[]> {
  const { places } = await holders.find(new AbortController().signal);
  const files = places.filter(({ kind }) => kind === 'gradle').map(({ holder }) => holder);
  return [...new Set(files)].map(file => ({
    label: `$(go-to-file) ${vscode.l10n.t('Open gradle.properties')}`,
    description: file,
    command: 'codeartifact.openFile',
    args: [file],
  }));
}

function terminalItems(): readonly Item[] {
  const on = readSettings().terminalToken;
  const toggle = {
    label: on
      ? `$(terminal) ${vscode.l10n.t('Give Terminals No Tokens Any More')}`
      : `$(terminal) ${vscode.l10n.t('Give Tokens to Terminals')}`,
    command: 'codeartifact.toggleTerminalTokens',
  };
  const choose = {
    label: `$(terminal) ${vscode.l10n.t('Choose Domain for Terminals…')}`,
    command: 'codeartifact.chooseTerminalDomain',
  };
  return on ? [toggle, choose] : [toggle];
}
