import type { Domain } from './coordinates';
import type { Secret } from './secret';

/** An authorization token of one domain. It serves every repository of it that the caller may read. */
export interface Token {
  readonly domain: Domain;
  readonly secret: Secret;
  readonly expires: Date;
}

/** The user name that CodeArtifact's repository endpoints take beside a token. */
export const tokenUser = 'aws';

/**
 * Whether `text` can be a CodeArtifact token: printable ASCII without what XML, property files or
 * Maven's interpolation would change (`{…}` reads as encrypted, `${…}` as a variable).
 */
export function isTokenText(text: string): boolean {
  return /^[\x21-\x7e]{1,16384}$/.test(text) && !/[<>&"'{}\\]/.test(text);
}

/** What the clear header of a token says of its life. A hint, never a proof: the form is undocumented. */
export interface TokenHint {
  readonly issued?: Date;
  readonly expires: Date;
}

/**
 * The expiry that a token itself names, when it has the form seen in public: a JWE whose first part
 * is base64url JSON with `isu` and `exp` in epoch seconds. Undefined for anything else.
 */
export function tokenHint(text: string): TokenHint | undefined {
  const parts = text.split('.');
  if (parts.length !== 5 || parts[0] === undefined) return undefined;
  try {
    const header: unknown = JSON.parse(atob(parts[0].replaceAll('-', '+').replaceAll('_', '/')));
    const exp = seconds(header, 'exp');
    const issued = seconds(header, 'isu') ?? seconds(header, 'iat');
    return exp === undefined ? undefined : { ...(issued && { issued }), expires: exp };
  } catch {
    return undefined;
  }
}

function seconds(header: unknown, key: string): Date | undefined {
  if (typeof header !== 'object' || header === null) return undefined;
  const value = (header as Record<string, unknown>)[key];
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e11
    ? new Date(value * 1000)
    : undefined;
}
