import assert from 'node:assert/strict';
import { apiHostRegion, parseRepositoryUrl } from '../../../src/core/endpoint';

const team = { region: 'eu-west-1', owner: '111122223333', domain: 'my-team' };

describe('parseRepositoryUrl', () => {
  const releases = { ...team, realm: 'aws', format: 'maven', repository: 'releases' };
  const read: [what: string, url: string][] = [
    ['ipv4', 'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/'],
    [
      'no slash',
      'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases',
    ],
    [
      'spaces',
      '\n https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/ ',
    ],
    ['dual-stack', 'https://my-team-111122223333.codeartifact.eu-west-1.on.aws/maven/releases/'],
    [
      'VPC',
      'https://vpce-0a1b-2c.d.codeartifact.eu-west-1.vpce.amazonaws.com/maven/d/my-team-111122223333/releases',
    ],
  ];
  for (const [what, url] of read)
    it(`reads the ${what} form`, () => assert.deepEqual(parseRepositoryUrl(url), releases));

  const strangers: [why: string, url: string][] = [
    ['http', 'http://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/'],
    [
      'a longer host',
      'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com.evil.example/maven/releases/',
    ],
    [
      'a host inside another',
      'https://evil.example/my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/r/',
    ],
    [
      'user info',
      'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com@evil.example/maven/releases/',
    ],
    [
      'a port',
      'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com:8443/maven/releases/',
    ],
    [
      'a short owner',
      'https://my-team-1111.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/',
    ],
    [
      'an unknown format',
      'https://my-team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/zip/releases/',
    ],
    ['an unapproved loopback', 'http://127.0.0.1:4000/maven/d/my-team-111122223333/releases/'],
    ['a placeholder', '${env.URL}'],
    ['nothing', ''],
  ];
  for (const [why, url] of strangers)
    it(`refuses ${why}`, () => assert.equal(parseRepositoryUrl(url), undefined));

  it('reads an approved origin, and only that', () => {
    const approved = [{ origin: 'http://127.0.0.1:4000', region: 'eu-west-1' }];
    const path = '/maven/d/my-team-111122223333/releases/';
    assert.deepEqual(parseRepositoryUrl(`http://127.0.0.1:4000${path}`, approved), {
      ...releases,
      realm: 'http://127.0.0.1:4000',
    });
    assert.equal(parseRepositoryUrl(`http://127.0.0.1:4001${path}`, approved), undefined);
  });
});

describe('apiHostRegion', () => {
  const cases: [host: string, region: string | undefined][] = [
    ['codeartifact.us-east-1.amazonaws.com', 'us-east-1'],
    ['codeartifact-fips.us-east-1.amazonaws.com', 'us-east-1'],
    ['codeartifact.us-east-1.api.aws', 'us-east-1'],
    ['vpce-0a-1b.api.codeartifact.us-east-1.vpce.amazonaws.com', 'us-east-1'],
    ['codeartifact.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
    ['codeartifact.us-east-1.amazonaws.com.evil.example', undefined],
    ['evilcodeartifact.us-east-1.amazonaws.com', undefined],
    ['127.0.0.1', undefined],
  ];
  for (const [host, region] of cases)
    it(`${host} serves ${region ?? 'nothing of ours'}`, () =>
      assert.equal(apiHostRegion(host), region));
});
