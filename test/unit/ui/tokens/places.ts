import type { Domain } from '../../../../src/core/coordinates';
import { Secret } from '../../../../src/core/secret';
import type { HolderType, TokenLocation } from '../../../../src/ui/tokens/tokenHolder';

/** A domain of that name. */
export const domain = (name: string): Domain => ({
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain: name,
});

/** A token that says of itself when it ends. */
export function tokenUntil(end: Date): string {
  const header = Buffer.from(JSON.stringify({ exp: end.getTime() / 1000 })).toString('base64url');
  return [header, 'a2V5', 'aXY', 'dGV4dA', 'dGFn'].join('.');
}

/** A place that is renewed; `held` is its token. */
export function place(
  kind: HolderType,
  of: string,
  held?: string,
  more: Partial<TokenLocation> = {},
): TokenLocation {
  return {
    kind,
    domain: domain(of),
    holder: `/home/a/${kind}`,
    server: of,
    ...(held !== undefined && { currentToken: new Secret(held) }),
    autoRenewed: true,
    removable: held !== undefined,
    ...more,
  };
}
