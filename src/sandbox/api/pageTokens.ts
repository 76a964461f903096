import { createHmac, timingSafeEqual } from 'node:crypto';
import { validationError } from '../serviceError';

/** Tokens that lead to the next page of one list, and are refused anywhere else. */
export class PageTokens {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** A token for what comes after `last` in `list`, which names the call and its filters. */
  create(list: string, last: string): string {
    const body = Buffer.from(last).toString('base64url');
    return `${body}.${this.#sign(list, body)}`;
  }

  /** What `make` was given, or `undefined` without a token. Throws for any token but this list's. */
  decode(list: string, token: string | undefined): string | undefined {
    if (token === undefined) return undefined;
    const [body = '', signature = ''] = token.split('.');
    const [expected, given] = [Buffer.from(this.#sign(list, body)), Buffer.from(signature)];
    if (expected.length !== given.length || !timingSafeEqual(expected, given))
      throw validationError('Invalid nextToken');
    return Buffer.from(body, 'base64url').toString();
  }

  #sign(list: string, body: string): string {
    return createHmac('sha256', this.#key)
      .update(`${list}\n${body}`)
      .digest('base64url')
      .slice(0, 22);
  }
}

/** One page: what to send, and where the next one starts. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly last?: string;
}

/** Takes up to `limit` items that `keep` lets through; `last` is set when there are more. */
export function takePage<T>(
  source: Iterable<readonly [key: string, value: T]>,
  limit: number,
  includes: (value: T) => boolean = () => true,
): ListPage<T> {
  const items: T[] = [];
  let last = '';
  for (const [key, value] of source) {
    if (!includes(value)) continue;
    if (items.length === limit) return { items, last };
    items.push(value);
    last = key;
  }
  return { items };
}
