import type { Readable } from 'node:stream';

/**
 * Opens the bytes of an answer. It is called once, when they are sent, and not at all where they are
 * not: for HEAD, for a client that is gone. The caller destroys the stream.
 */
export type BodyOpener = () => Promise<Readable>;

/** What goes back to a client. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | BodyOpener;
}

/** An answer whose body is there already. */
export interface BufferedResponse extends HttpResponse {
  readonly body: string | Buffer;
}

/** JSON, as the API answers. */
export function jsonResponse(
  status: number,
  value: unknown,
  headers: HttpResponse['headers'] = {},
): BufferedResponse {
  const allHeaders = { 'content-type': 'application/json', ...headers };
  return { status, headers: allHeaders, body: JSON.stringify(value) };
}

/** Plain text, for people who read a build's log. */
export function textResponse(
  status: number,
  text: string,
  headers: HttpResponse['headers'] = {},
): BufferedResponse {
  const allHeaders = { 'content-type': 'text/plain; charset=utf-8', ...headers };
  return { status, headers: allHeaders, body: `${text}\n` };
}
