import path from 'node:path';
import * as vscode from 'vscode';
import type { TokenLife } from '../../core/token';
import { formatTime } from '../common/formatTime';
import type { TokenLocation } from './tokenHolder';
import type { TokenState } from './tokenState';

/** A short name for a location. */
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

/** Describes how long the token of a location is valid. */
export function formatTokenLife({ expires, signedOut }: TokenState, now: Date): string {
  if (signedOut) return vscode.l10n.t('signed out');
  if (!expires) return vscode.l10n.t('none, or unknown expiry time');
  const remaining = expires.getTime() - now.getTime();
  return remaining <= 0
    ? vscode.l10n.t('expired at {0}', formatTime(expires, now))
    : vscode.l10n.t('valid until {0} ({1})', formatTime(expires, now), formatDuration(remaining));
}

/** Explains why a token expires earlier than requested, and what to do. */
export function describeShortenedLife(
  domain: string,
  { seconds, askedSeconds }: TokenLife,
): string {
  const life = formatDuration(seconds * 1000);
  return askedSeconds === 0
    ? vscode.l10n.t(
        'The token of {0} is valid for {1}. It expires with your AWS session, because codeartifact.token.duration is 0. For 12 hours, set it to 43200.',
        domain,
        life,
      )
    : vscode.l10n.t(
        'The token of {0} is valid for {1} instead of the requested {2}, probably because your AWS session expires then. It is renewed while the session is valid. Sign in again before a long build.',
        domain,
        life,
        formatDuration(askedSeconds * 1000),
      );
}

/** Formats a duration in hours and minutes. */
export function formatDuration(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours > 0 && minutes % 60 === 0) return vscode.l10n.t('{0} h', hours);
  if (hours > 0) return vscode.l10n.t('{0} h {1} min', hours, minutes % 60);
  return minutes > 0 ? vscode.l10n.t('{0} min', minutes) : vscode.l10n.t('< 1 min');
}
