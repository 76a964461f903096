import path from 'node:path';
import * as vscode from 'vscode';
import type { TokenLife } from '../../core/token';
import { formatTime } from '../common/formatTime';
import type { TokenLocation } from './tokenHolder';
import type { TokenState } from './tokenState';

/** What a place is called, short. */
export function formatHolder({
  kind,
  holder,
  server,
}: Pick<TokenLocation, 'kind' | 'holder' | 'server'>) {
  switch (kind) {
    case 'maven':
    case 'gradle':
      return `${path.basename(holder)}: ${server}`;
    case 'gradleInit':
      return vscode.l10n.t('Gradle init script: {0}', path.basename(holder));
    case 'terminal':
      return vscode.l10n.t('Terminals: {0}', server);
    case 'file':
      return vscode.l10n.t('File: {0}', path.basename(holder));
  }
}

/** How long the token of a place lives, in words. */
export function formatTokenLife({ expires, signedOut }: TokenState, now: Date): string {
  if (signedOut) return vscode.l10n.t('signed out');
  if (!expires) return vscode.l10n.t('none, or of unknown life');
  const remaining = expires.getTime() - now.getTime();
  return remaining <= 0
    ? vscode.l10n.t('expired at {0}', formatTime(expires, now))
    : vscode.l10n.t('valid until {0} ({1})', formatTime(expires, now), formatDuration(remaining));
}

/** Why a token ends before its time, and what can be done. */
export function describeShortenedLife(
  domain: string,
  { seconds, askedSeconds }: TokenLife,
): string {
  const life = formatDuration(seconds * 1000);
  return askedSeconds === 0
    ? vscode.l10n.t(
        'The token of {0} lives {1}: it ends with your AWS session, since codeartifact.token.duration is 0. Set 43200 for 12 hours, whatever the session.',
        domain,
        life,
      )
    : vscode.l10n.t(
        'The token of {0} lives {1} instead of the {2} that were asked for: most likely your AWS session ends then. It is renewed for as long as the session works; sign in anew before a long build.',
        domain,
        life,
        formatDuration(askedSeconds * 1000),
      );
}

/** A span of time in hours and minutes. */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours > 0 && minutes % 60 === 0) return vscode.l10n.t('{0} h', hours);
  if (hours > 0) return vscode.l10n.t('{0} h {1} min', hours, minutes % 60);
  return minutes > 0 ? vscode.l10n.t('{0} min', minutes) : vscode.l10n.t('< 1 min');
}
