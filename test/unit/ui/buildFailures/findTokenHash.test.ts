import assert from 'node:assert/strict';
import { findClaims } from '../../../../src/maven/findClaims';
import { parseSettings } from '../../../../src/maven/parseSettings';
import { tokenHash } from '../../../../src/tokens/ledger';
import { findTokenHash } from '../../../../src/ui/buildFailures/findTokenHash';
import type { MavenState } from '../../../../src/ui/buildTools/maven/mavenFiles';

const domainOf = (domain: string) => ({
  realm: 'aws',
  region: 'eu-west-1',
  owner: '111122223333',
  domain,
});
const mirror = (id: string, domain: string) =>
  `<mirror><id>${id}</id><mirrorOf>${id}</mirrorOf><url>https://${domain}-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/</url></mirror>`;
const server = (id: string, password: string) =>
  `<server><id>${id}</id><username>aws</username><password>${password}</password></server>`;

function hashOf(mirrors: string, servers: string, domain: string): string | undefined {
  const text = `<settings><servers>${servers}</servers><mirrors>${mirrors}</mirrors></settings>`;
  const view = parseSettings(new TextEncoder().encode(text));
  const claims = findClaims({
    settings: { file: 'settings.xml', view },
    poms: [],
    approved: [],
  });
  return findTokenHash({ view, claims } as unknown as MavenState, domainOf(domain));
}

describe('the hash of the token that settings.xml holds', () => {
  const both = mirror('a', 'one') + mirror('b', 'two');
  const servers = server('a', 'first') + server('b', 'second');
  for (const [domain, password] of [
    ['one', 'first'],
    ['two', 'second'],
  ] as const)
    it(`is that of the domain ${domain}`, () =>
      assert.equal(hashOf(both, servers, domain), tokenHash(password)));

  it('is none for a domain that no repository is of', () =>
    assert.equal(hashOf(both, servers, 'three'), undefined));
  it('is none where no server has the id', () =>
    assert.equal(hashOf(both, server('c', 'x'), 'one'), undefined));
  it('is none for a password that stands elsewhere', () =>
    assert.equal(hashOf(both, server('a', '${env.TOKEN}'), 'one'), undefined));
});
