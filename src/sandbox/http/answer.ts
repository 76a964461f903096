import type { Readable } from 'node:stream';

/**
 * Opens the bytes of an answer. It is called once, when they are sent, and not at all where they are
 * not: for HEAD, for a client that is gone. The caller destroys the stream.
 */
export type OpenBody = () => Promise<Readable>;

/** What goes back to a client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | OpenBody;
}

/** An answer whose body is there already. */
export interface TextAnswer extends Answer {
  readonly body: string | Buffer;
}

/** JSON, as the API answers. */
export function json(status: number, value: unknown, headers: Answer['headers'] = {}): TextAnswer {
  const all = { 'content-type': 'application/json', ...headers };
  return { status, headers: all, body: JSON.stringify(value) };
}

/** Plain text, for people who read a build's log. */
export function plain(status: number, text: string, headers: Answer['headers'] = {}): TextAnswer {
  const all = { 'content-type': 'text/plain; charset=utf-8', ...headers };
  return { status, headers: all, body: `${text}\n` };
}
