import path from 'node:path';
import * as vscode from 'vscode';
import type { Place } from './holder';
import type { TokenState } from './tokenStates';

/** What a place is called, short. */
export function holderText({ kind, holder, server }: Pick<Place, 'kind' | 'holder' | 'server'>) {
  switch (kind) {
    case 'maven':
    case 'gradle':
      return `${path.basename(holder)}: ${server}`;
    case 'terminal':
      return vscode.l10n.t('Terminals: {0}', server);
    case 'file':
      return vscode.l10n.t('File: {0}', path.basename(holder));
  }
}

/** How long the token of a place lives, in words. */
export function lifeText({ expires, signedOut }: TokenState, now: Date): string {
  if (signedOut) return vscode.l10n.t('signed out');
  if (!expires) return vscode.l10n.t('none, or of unknown life');
  const left = expires.getTime() - now.getTime();
  return left <= 0
    ? vscode.l10n.t('expired at {0}', expires.toLocaleTimeString())
    : vscode.l10n.t('valid until {0} ({1})', expires.toLocaleTimeString(), durationText(left));
}

/** A span of time in hours and minutes. */
export function durationText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return vscode.l10n.t('{0} h {1} min', hours, minutes % 60);
  return minutes > 0 ? vscode.l10n.t('{0} min', minutes) : vscode.l10n.t('< 1 min');
}
