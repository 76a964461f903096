import * as vscode from 'vscode';
import { formatDuration } from './formatTokenState';
import { findEarliestExpiry, type TokenState } from './tokenState';

/** Below this, a token could expire during a build. */
const expiringSoonMilliseconds = 30 * 60_000;

/** The text of the status bar for all tokens. */
export interface StatusBarSummary {
  readonly icon: string;
  readonly text: string;
  readonly severity?: 'error' | 'warning';
}

/** Summarises the tokens by the earliest expiry. `failing` is whether a renewal has failed. */
export function statusBarSummary(
  states: readonly TokenState[],
  isRenewalFailing: boolean,
  now: Date,
): StatusBarSummary {
  const expiry = findEarliestExpiry(states);
  if (!expiry) return { icon: 'key', text: vscode.l10n.t('Refresh Token') };
  const remaining = expiry.getTime() - now.getTime();
  if (remaining <= 0)
    return { icon: 'error', text: vscode.l10n.t('Token expired'), severity: 'error' };
  const remainingText = formatDuration(remaining);
  if (isRenewalFailing) {
    const text = vscode.l10n.t('Token not renewed, {0} left', remainingText);
    return { icon: 'warning', text, severity: 'warning' };
  }
  return remaining < expiringSoonMilliseconds
    ? {
        icon: 'warning',
        text: vscode.l10n.t('Token expires in {0}', remainingText),
        severity: 'warning',
      }
    : { icon: 'key', text: vscode.l10n.t('Token {0}', remainingText) };
}
