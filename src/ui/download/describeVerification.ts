import * as vscode from 'vscode';
import type { HashName } from '../../core/asset';

/**
 * How far what came is known to be what CodeArtifact keeps: `compared` is the hash that each asset
 * was compared by. Only SHA-256 counts as verified.
 */
export function describeVerification(verifiedHashes: readonly (HashName | undefined)[]): string {
  if (verifiedHashes.every(it => it === 'SHA-256')) return vscode.l10n.t('SHA-256 verified');
  if (verifiedHashes.includes(undefined))
    return verifiedHashes.length === 1
      ? vscode.l10n.t('not verified: CodeArtifact lists no hash of it')
      : vscode.l10n.t('not all verified: CodeArtifact lists no hash of some');
  const others = [...new Set(verifiedHashes)].filter(it => it !== 'SHA-256').join(', ');
  return vscode.l10n.t(
    'not verified by SHA-256, which CodeArtifact does not list, but equal by {0}',
    others,
  );
}
