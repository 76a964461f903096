import path from 'node:path';
import * as vscode from 'vscode';
import { visibleText } from '../../shared/visibleText';
import { findTokenExpiry } from './findTokenExpiry';
import type { TokenLocation } from './tokenHolder';
import { formatHolder, formatTokenLife } from './formatTokenState';
import { withProgress } from '../common/progress';
import type { TokenServices } from './tokenServices';
import { requireTrust } from '../common/requireTrust';

interface TokenQuickPickItem extends vscode.QuickPickItem {
  readonly place: TokenLocation;
}

/**
 * Shows where the tokens of the extension are, and removes them from the selected locations.
 * Everything else in the files stays. The locations get no tokens until the user refreshes them.
 */
export async function signOut(services: TokenServices): Promise<void> {
  requireTrust();
  const { signal } = new AbortController();
  const { locations, ledger } = await services.holders.find(signal);
  const items = locations
    .filter(({ removable }) => removable)
    .map((location): TokenQuickPickItem => {
      const expires = findTokenExpiry(location, ledger);
      const state = { ...location, ...(expires && { expires }), signedOut: false };
      const isFile = path.isAbsolute(location.holder);
      return {
        label: visibleText(formatHolder(location)),
        description: visibleText(location.domain.domain),
        detail: [...(isFile ? [location.holder] : []), formatTokenLife(state, new Date())].join(
          ' · ',
        ),
        picked: true,
        place: location,
      };
    });
  if (items.length === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('$(info) No tokens to remove'), 5000);
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sign Out: remove these tokens?'),
    placeHolder: vscode.l10n.t(
      'OK removes the selected tokens. Everything else in the files stays',
    ),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!chosen || chosen.length === 0) return;
  await withProgress(vscode.l10n.t('Removing tokens'), removalSignal =>
    services.holders.remove(
      chosen.map(({ place }) => place),
      removalSignal,
    ),
  );
  services.renewal.invalidate();
  await services.refreshTokenStatus();
  vscode.window.setStatusBarMessage(
    vscode.l10n.t(
      '$(check) Tokens removed: {0}. To get new ones, refresh the token.',
      chosen.length,
    ),
    8000,
  );
}
