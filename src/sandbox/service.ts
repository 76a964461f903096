import type { Store } from './store/store';
import type { PageTokens } from './api/pageTokens';
import type { TokenIssuer } from './token/tokenIssuer';
import type { Log } from './log';
import type { FindUpstream } from './maven/upstream';

/** The state and settings that every operation uses. */
export interface Service {
  readonly store: Store;
  readonly region: string;
  readonly account: string;
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly now: () => Date;
  readonly pageTokens: PageTokens;
  readonly tokenIssuer: TokenIssuer;
  /** The lifetime in seconds of tokens issued now, if a fault sets one. */
  readonly tokenLifetimeOverride: () => number | undefined;
  readonly findUpstream: FindUpstream;
  readonly log: Log;
}

/** The current time in epoch seconds, as the API represents times. */
export function epochSeconds(service: Service): number {
  return service.now().getTime() / 1000;
}
