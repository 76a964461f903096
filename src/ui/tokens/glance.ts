import * as vscode from 'vscode';
import { durationText } from './stateText';
import { firstEnd, type TokenState } from './tokenStates';

/** From here on a build could outlive its token. */
const soonMilliseconds = 30 * 60_000;

/** What the status bar says of all tokens, short. */
export interface Glance {
  readonly icon: string;
  readonly text: string;
  readonly severity?: 'error' | 'warning';
}

/** The first end counts; `failing` says that some token is not renewed although it should be. */
export function glance(states: readonly TokenState[], failing: boolean, now: Date): Glance {
  const end = firstEnd(states);
  if (!end) return { icon: 'key', text: vscode.l10n.t('Refresh Token') };
  const left = end.getTime() - now.getTime();
  if (left <= 0) return { icon: 'error', text: vscode.l10n.t('Token expired'), severity: 'error' };
  const life = durationText(left);
  if (failing) {
    const text = vscode.l10n.t('Token not renewed, {0} left', life);
    return { icon: 'warning', text, severity: 'warning' };
  }
  return left < soonMilliseconds
    ? { icon: 'warning', text: vscode.l10n.t('Token ends in {0}', life), severity: 'warning' }
    : { icon: 'key', text: vscode.l10n.t('Token {0}', life) };
}
