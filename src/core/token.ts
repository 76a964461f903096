import type { Domain } from './coordinates';
import type { Secret } from './secret';
import { asJsonObject } from '../shared/json';

/** An authorization token. It is valid for every repository of the domain that the caller can read. */
export interface Token {
  readonly domain: Domain;
  readonly secret: Secret;
  readonly expires: Date;
  /** Absent when the time on the service's side is not known. */
  readonly life?: TokenLife;
}

/** How long a token is valid from when it was fetched, and which duration was requested. */
export interface TokenLife {
  readonly seconds: number;
  /** 0 requests the rest of the role session. */
  readonly askedSeconds: number;
}

/** The longest duration that CodeArtifact grants. */
const maxTokenSeconds = 43_200;

/** Clock differences up to this are normal. */
const toleranceSeconds = 300;

/** Whether a token expires earlier than requested, for example because the role session ends first. */
export function isCutShort({ seconds, askedSeconds }: TokenLife): boolean {
  return seconds < (askedSeconds || maxTokenSeconds) - toleranceSeconds;
}

/** The user name that repository endpoints expect with a token. */
export const tokenUsername = 'aws';

/**
 * Whether `text` can be a CodeArtifact token: printable ASCII without the characters that have a
 * meaning in XML, in property files or in settings.xml (`{…}` is encrypted, `${…}` is a variable).
 */
export function isTokenText(text: string): boolean {
  return /^[\x21-\x7e]{1,16384}$/.test(text) && !/[<>&"'{}\\]/.test(text);
}

/** The times in the unencrypted header of a token. The format is undocumented, so they are only a hint. */
export interface TokenHint {
  readonly issued?: Date;
  readonly expires: Date;
}

/**
 * Reads the times from a token that is a JWE whose header has `isu` or `iat` and `exp` in epoch
 * seconds. Undefined for other tokens.
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
  const value = asJsonObject(header)[key];
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e11
    ? new Date(value * 1000)
    : undefined;
}
