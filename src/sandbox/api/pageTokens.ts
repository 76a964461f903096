import { createHmac, timingSafeEqual } from 'node:crypto';
import { validationError } from '../serviceError';

/** Creates and checks the tokens for the next page of a list. A token is valid for its list only. */
export class PageTokens {
  readonly #key: string;

  /** `key` signs the tokens. */
  constructor(key: string) {
    this.#key = key;
  }

  /** A token for the page after the key `last`; `list` names the operation and its filters. */
  create(list: string, last: string): string {
    const body = Buffer.from(last).toString('base64url');
    return `${body}.${this.#sign(list, body)}`;
  }

  /** The `last` of a token; `undefined` without one. Throws a ValidationException for any token not of `list`. */
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

/** One page of a list, and the key of its last item when more items follow. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly last?: string;
}

/** Takes up to `limit` items for which `includes` is true; sets `last` when there are more. */
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
