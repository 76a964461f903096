/** An error that the SDK created from a service's response. */
export interface AwsServiceError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
  /** The SDK makes this property non-enumerable. `body` is a string if it could not be parsed. */
  readonly $response?: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly resourceId?: string;
  readonly resourceType?: string;
  readonly retryAfterSeconds?: number;
  readonly reason?: string;
}

/** Whether `error` was created from an HTTP response, of AWS or of something in its place. */
export function isAwsServiceError(error: Error): error is AwsServiceError {
  const metadata = (error as Partial<AwsServiceError>).$metadata;
  return typeof metadata?.httpStatusCode === 'number';
}

/** The value of a response header; its name is matched without regard to case. */
function header(error: AwsServiceError, name: string): string | undefined {
  const headers = Object.entries(error.$response?.headers ?? {});
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The seconds that the service asks to wait, from its error or from `Retry-After` (seconds or a date). */
export function retryAfterSeconds(error: AwsServiceError, now: number): number | undefined {
  if (typeof error.retryAfterSeconds === 'number') return error.retryAfterSeconds;
  const value = header(error, 'retry-after');
  if (value === undefined) return undefined;
  const seconds = /^[0-9]+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}

/**
 * How many minutes the service's clock is ahead of `now`; negative if it is behind. Undefined if the
 * difference is less than the 5 minutes at which signatures are refused.
 */
export function serverClockSkewMinutes(error: AwsServiceError, now: number): number | undefined {
  const minutes = Math.round((Date.parse(header(error, 'date') ?? '') - now) / 60_000);
  return Number.isFinite(minutes) && Math.abs(minutes) >= 5 ? minutes : undefined;
}

/** The response body if the SDK could parse it neither as JSON nor as XML. */
export function unparsedBody(error: AwsServiceError): string | undefined {
  const body = error.$response?.body;
  return typeof body === 'string' ? body : undefined;
}
