import * as vscode from 'vscode';
import { type Domain, domainKey } from '../../core/coordinates';
import { uniqueDomains } from './findTokenExpiry';
import { withProgress } from '../common/progress';
import type { TokenServices } from './tokenServices';
import { readExtensionSettings } from '../common/extensionSettings';
import { requireTrust } from '../common/requireTrust';

/** Turns tokens in new terminals on or off. */
export async function toggleTerminalTokens(): Promise<void> {
  const enabled = !readExtensionSettings().terminalToken;
  const config = vscode.workspace.getConfiguration('codeartifact');
  await config.update('terminal.token', enabled, vscode.ConfigurationTarget.Global);
}

interface DomainQuickPickItem extends vscode.QuickPickItem {
  readonly domain: Domain | null;
}

/** Asks which domain's token this workspace uses as `CODEARTIFACT_AUTH_TOKEN`. */
export async function chooseTerminalDomain(services: TokenServices): Promise<void> {
  requireTrust();
  const domains = await withProgress(vscode.l10n.t('Getting your domains'), signal =>
    listCandidateDomains(services, signal),
  );
  const currentDomain = services.terminalChoice.domain;
  const items: DomainQuickPickItem[] = [
    ...domains.map(domain => ({
      label: `$(package) ${domain.domain}`,
      description: [
        `${domain.owner} · ${domain.region}`,
        ...(currentDomain && domainKey(currentDomain) === domainKey(domain)
          ? [vscode.l10n.t('now')]
          : []),
      ].join(' · '),
      domain,
    })),
    {
      label: `$(circle-slash) ${vscode.l10n.t('None')}`,
      description: vscode.l10n.t('only the variables with domain names'),
      domain: null,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Choose Domain for Terminals'),
    placeHolder: vscode.l10n.t(
      "Which domain's token is CODEARTIFACT_AUTH_TOKEN in new terminals of this workspace?",
    ),
  });
  if (!picked) return;
  await services.terminalChoice.choose(picked.domain);
  if (picked.domain) await services.connections.approveDomain(picked.domain);
  await services.refreshTokenStatus();
  await services.renewal.pollNow();
}

/** The domains of the holders and of the connections. */
async function listCandidateDomains(
  { connections, holders }: TokenServices,
  signal: AbortSignal,
): Promise<readonly Domain[]> {
  const { trustedDomains } = await holders.find(signal);
  const available = await connections.available();
  const lists = await Promise.allSettled(
    available.map(async connection => {
      const api = await connections.api(connection);
      const { items } = await api.domains(undefined, signal);
      connections.recordListedDomains(connection, items);
    }),
  );
  const failed = lists.find(it => it.status === 'rejected');
  const all = [...trustedDomains, ...connections.listedDomains()].map(domain => ({ domain }));
  if (all.length === 0 && failed) throw failed.reason;
  return uniqueDomains(all);
}
