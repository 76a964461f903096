import type { Readable } from 'node:stream';

/** What goes back to a client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable;
}

/** JSON, as the API answers. */
export function json(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  const all = { 'content-type': 'application/json', ...headers };
  return { status, headers: all, body: JSON.stringify(value) };
}

/** Plain text, for people who read a build's log. */
export function plain(status: number, text: string, headers: Answer['headers'] = {}): Answer {
  const all = { 'content-type': 'text/plain; charset=utf-8', ...headers };
  return { status, headers: all, body: `${text}\n` };
}
