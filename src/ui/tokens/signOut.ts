import path from 'node:path';
import * as vscode from 'vscode';
import { visibleText } from '../../shared/visibleText';
import { expiryOf } from './holding';
import type { Place } from './holder';
import { holderText, lifeText } from './stateText';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';

interface Item extends vscode.QuickPickItem {
  readonly place: Place;
}

/**
 * Shows where our tokens are, and takes them out of what the user leaves chosen. Everything else in
 * the files stays; they are not filled again before the next refresh by click.
 */
export async function signOut(services: Services): Promise<void> {
  requireTrust();
  const { signal } = new AbortController();
  const { places, ledger } = await services.holders.find(signal);
  const items = places
    .filter(({ removable }) => removable)
    .map((place): Item => {
      const expires = expiryOf(place, ledger);
      const state = { ...place, ...(expires && { expires }), signedOut: false };
      const isFile = path.isAbsolute(place.holder);
      return {
        label: visibleText(holderText(place)),
        description: visibleText(place.domain.domain),
        detail: [...(isFile ? [place.holder] : []), lifeText(state, new Date())].join(' · '),
        picked: true,
        place,
      };
    });
  if (items.length === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('$(info) No tokens to remove'), 5000);
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sign Out: remove these tokens?'),
    placeHolder: vscode.l10n.t('OK removes the tokens below; everything else in the files stays'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (!chosen || chosen.length === 0) return;
  await withProgress(vscode.l10n.t('Removing tokens'), removing =>
    services.holders.remove(
      chosen.map(({ place }) => place),
      removing,
    ),
  );
  services.renewal.changed();
  await services.showTokens();
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('$(check) Tokens removed: {0}. A refresh brings new ones.', chosen.length),
    8000,
  );
}
