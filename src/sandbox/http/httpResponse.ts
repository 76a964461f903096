import type { Readable } from 'node:stream';

/**
 * Opens the body of a response. Called at most once, before the headers are sent, and never for HEAD.
 * The caller destroys the stream.
 */
export type BodyOpener = () => Promise<Readable>;

/** The response to a request. */
export interface HttpResponse {
  readonly status: number;
  /** The reason phrase, which build tools show; that of the status when missing. */
  readonly statusText?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | BodyOpener;
}

/** A response whose body is in memory. */
export interface BufferedResponse extends HttpResponse {
  readonly body: string | Buffer;
}

/** A JSON response, as the API sends it. */
export function jsonResponse(
  status: number,
  value: unknown,
  headers: HttpResponse['headers'] = {},
): BufferedResponse {
  const allHeaders = { 'content-type': 'application/json', ...headers };
  return { status, headers: allHeaders, body: JSON.stringify(value) };
}

/** A plain-text response with a message for people; `text` needs no line end. */
export function textResponse(
  status: number,
  text: string,
  headers: HttpResponse['headers'] = {},
): BufferedResponse {
  const allHeaders = { 'content-type': 'text/plain; charset=utf-8', ...headers };
  return { status, headers: allHeaders, body: `${text}\n` };
}
