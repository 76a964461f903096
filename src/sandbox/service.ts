import type { Store } from './store/store';
import type { PageTokens } from './api/pageTokens';
import type { TokenIssuer } from './token/tokenIssuer';
import type { FindUpstream } from './maven/upstream';

/** What every operation works with. */
export interface Service {
  readonly store: Store;
  readonly region: string;
  readonly account: string;
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly now: () => Date;
  readonly pageTokens: PageTokens;
  readonly tokenIssuer: TokenIssuer;
  /** How long a token lives that is issued now, where a test wants it to end soon. */
  readonly tokenLifetimeOverride: () => number | undefined;
  readonly findUpstream: FindUpstream;
}

/** The time as the service sends it. */
export function epochSeconds(service: Service): number {
  return service.now().getTime() / 1000;
}
