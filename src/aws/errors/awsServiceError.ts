/** An error that the SDK made of a service's answer. */
export interface AwsServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
  /** Not enumerable; `body` is text when it could not be parsed. */
  readonly $response?: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly resourceId?: string;
  readonly resourceType?: string;
  readonly retryAfterSeconds?: number;
  readonly reason?: string;
}

/** Whether a service, or something in its place, has answered. */
export function isAwsServiceError(error: Error): error is AwsServiceError {
  const metadata = (error as Partial<AwsServiceError>).$metadata;
  return typeof metadata?.httpStatusCode === 'number';
}

/** The value of a header, whatever its case. */
function header(error: AwsServiceError, name: string): string | undefined {
  const headers = Object.entries(error.$response?.headers ?? {});
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** How long the service asks to wait, from its error or the header `Retry-After` (seconds or a date). */
export function retryAfterSeconds(error: AwsServiceError, now: number): number | undefined {
  if (typeof error.retryAfterSeconds === 'number') return error.retryAfterSeconds;
  const value = header(error, 'retry-after');
  if (value === undefined) return undefined;
  const seconds = /^[0-9]+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}

/**
 * By how many minutes the service's clock is ahead of `now`, when that is enough for signatures to
 * be refused (5 minutes and more); negative when it is behind.
 */
export function serverClockSkewMinutes(error: AwsServiceError, now: number): number | undefined {
  const minutes = Math.round((Date.parse(header(error, 'date') ?? '') - now) / 60_000);
  return Number.isFinite(minutes) && Math.abs(minutes) >= 5 ? minutes : undefined;
}

/** What the SDK read as the body when it was no JSON or XML. */
export function unparsedBody(error: AwsServiceError): string | undefined {
  const body = error.$response?.body;
  return typeof body === 'string' ? body : undefined;
}
