import type { Token } from '../core/token';
import { type LedgerEntry, type LedgerLocation, tokenHash } from './ledger';

/** What the ledger keeps of a token that has just been put into a place. */
export function createLedgerEntry({ holder, server }: LedgerLocation, token: Token): LedgerEntry {
  return {
    domain: token.domain,
    holder,
    server,
    issued: new Date().toISOString(),
    expires: token.expires.toISOString(),
    hash: tokenHash(token.secret.reveal()),
    ...(token.life && { life: token.life }),
  };
}
