import type { Domain } from './coordinates';
import type { Secret } from './secret';

/** An authorization token of one domain. It serves every repository of it that the caller may read. */
export interface Token {
  readonly domain: Domain;
  readonly secret: Secret;
  readonly expires: Date;
  /** Where the service's clock is known, as it is when it has just answered. */
  readonly life?: TokenLife;
}

/** How long a token lives from when it was fetched, and how long was asked for. */
export interface TokenLife {
  readonly seconds: number;
  /** 0: as long as the role session. */
  readonly askedSeconds: number;
}

/** The longest life that the service gives. */
const maxTokenSeconds = 43_200;

/** Clocks that differ by less are not wrong. */
const toleranceSeconds = 300;

/** Whether a token ends before its time: with the role session, mostly. */
export function isCutShort({ seconds, askedSeconds }: TokenLife): boolean {
  return seconds < (askedSeconds || maxTokenSeconds) - toleranceSeconds;
}

/** The user name that CodeArtifact's repository endpoints take beside a token. */
export const tokenUsername = 'aws';

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
export function parseTokenHint(text: string): TokenHint | undefined {
  const parts = text.split('.');
  if (parts.length !== 5 || parts[0] === undefined) return undefined;
  try {
    const header: unknown = JSON.parse(atob(parts[0].replaceAll('-', '+').replaceAll('_', '/')));
    const exp = epochSecondsToDate(header, 'exp');
    const issued = epochSecondsToDate(header, 'isu') ?? epochSecondsToDate(header, 'iat');
    return exp === undefined ? undefined : { ...(issued && { issued }), expires: exp };
  } catch {
    return undefined;
  }
}

function epochSecondsToDate(header: unknown, key: string): Date | undefined {
  if (typeof header !== 'object' || header === null) return undefined;
  const value = (header as Record<string, unknown>)[key];
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e11
    ? new Date(value * 1000)
    : undefined;
}
