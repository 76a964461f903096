/** 401: the token is missing or expired · 403: the token does not allow the request · 409: the version exists. */
export type RejectionStatus = 401 | 403 | 409;

/** How Maven's transports (resolver, Wagon, the connectors of m2e) and Gradle print a status. */
const numberPattern =
  /\b(?:status(?: code)?:?\s*|return code(?: is)?:?\s*|error code:?\s*|HTTP\/?\S*\s+|\()(\d{3})\b|\b(\d{3})[,:]?\s+(?:unauthorized|forbidden|conflict)/gi;

/** The messages of Wagon that contain no number. A refusal of a proxy is not one of CodeArtifact. */
const wordPatterns: readonly (readonly [pattern: RegExp, status: RejectionStatus])[] = [
  [/\breason ?phrase:\s*unauthorized\b|\bnot authorized\b(?! by proxy)/i, 401],
  [/\breason ?phrase:\s*forbidden\b|\bauthorization failed\b|\baccess denied to\b/i, 403],
  [/\breason ?phrase:\s*conflict\b/i, 409],
  [/(?<!proxy )(?<!proxy server )\bauthentication failed\b/i, 401],
];

/**
 * The status with which a request was rejected, as the message of a build tool reports it; undefined for
 * any other status. URLs in the message must be removed before: their paths may look like a status.
 */
export function findRejectionStatus(message: string): RejectionStatus | undefined {
  const numbers = [...message.matchAll(numberPattern)].map(([, first, second]) => first ?? second);
  const last = numbers.at(-1);
  if (last !== undefined) return toRejectionStatus(Number(last));
  return wordPatterns.find(([pattern]) => pattern.test(message))?.[1];
}

function toRejectionStatus(status: number): RejectionStatus | undefined {
  return status === 401 || status === 403 || status === 409 ? status : undefined;
}
