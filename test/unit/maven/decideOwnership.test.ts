import assert from 'node:assert/strict';
import { findClaims, type Claims } from '../../../src/maven/findClaims';
import { decideOwnership, type OwnershipFacts } from '../../../src/maven/decideOwnership';
import { parsePom } from '../../../src/maven/parsePom';
import { parseSettings } from '../../../src/maven/parseSettings';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const url = (domain: string, repository = 'releases') =>
  `https://${domain}-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/${repository}/`;
const settingsOf = (text: string) => parseSettings(bytesOf(`<settings>${text}</settings>`));
const pomOf = (text: string) => ({
  file: 'pom.xml',
  view: parsePom(bytesOf(`<project>${text}</project>`)),
});
const repository = (id: string, at: string) =>
  `<repository><id>${id}</id><url>${at}</url></repository>`;
const profile = (id: string, at: string) =>
  `<profiles><profile><repositories>${repository(id, at)}</repositories></profile></profiles>`;
const mirror = (id: string, at: string, of: string) =>
  `<mirrors><mirror><id>${id}</id><url>${at}</url><mirrorOf>${of}</mirrorOf></mirror></mirrors>`;
const deploy = (id: string, at: string) =>
  `<distributionManagement>${repository(id, at)}</distributionManagement>`;
const find = (settings: string, poms: string[] = []): Claims =>
  findClaims({
    settings: { file: 'settings.xml', view: settingsOf(settings) },
    poms: poms.map(pomOf),
    approved: [],
  });

/** `id>domain`, with `?` where Maven does not look the id up. */
const describeClaims = ({ claims, conflicts, problems }: Claims) => [
  ...claims.map(
    claim =>
      `${claim.id}>${claim.domain.domain}${claim.isUsed ? '' : '?'} by ${claim.sources.map(({ role }) => role).join('+')}`,
  ),
  ...conflicts.map(it => `${it.id}!${it.claims.map(({ domain }) => domain.domain).join('!')}`),
  ...problems.map(it => `${it.code} ${it.id} ${it.by ?? it.url}`),
];

describe('findClaims', () => {
  const cases: [what: string, settings: string, poms: string[], found: string[]][] = [
    [
      "the console's form",
      mirror('team-r', url('team'), '*') + profile('team-r', url('team')),
      [],
      ['team-r>team by mirror+repository'],
    ],
    [
      "the documentation's form",
      mirror('central-mirror', url('team'), 'central') + profile('codeartifact', url('team')),
      [],
      ['central-mirror>team by mirror', 'codeartifact>team by repository'],
    ],
    [
      'a repository that another mirror of ours replaces',
      mirror('m', url('team'), '*') + profile('r', url('team')),
      [],
      ['m>team by mirror', 'r>team? by repository'],
    ],
    [
      'a repository that a mirror of another registry replaces',
      mirror('nexus', 'https://n.example/', '*') + profile('r', url('team')),
      [],
      ['r>team? by repository', 'mirrored-elsewhere r nexus'],
    ],
    [
      'a deployment, which is not mirrored',
      mirror('nexus', 'https://n.example/', '*'),
      [deploy('r', url('team'))],
      ['r>team by distribution'],
    ],
    [
      'a pom with a property',
      '',
      [
        `<properties><u>${url('team')}</u></properties><repositories>${repository('r', '${u}')}</repositories>`,
      ],
      ['r>team by repository'],
    ],
    [
      'two domains for one id',
      profile('codeartifact', url('team')),
      [deploy('codeartifact', url('other'))],
      ['codeartifact!team!other'],
    ],
    [
      'two repositories of one domain',
      profile('r', url('team')),
      [deploy('r', url('team', 'snapshots'))],
      ['r>team by repository+distribution'],
    ],
    [
      'a token that would be sent to another registry',
      profile('r', url('team')),
      [deploy('r', 'https://evil.example/')],
      ['r>team by repository', 'sent-elsewhere r https://evil.example/'],
    ],
    [
      'nothing for other registries',
      profile('r', 'https://r.example/'),
      [deploy('r', 'https://evil.example/')],
      [],
    ],
    ['nothing for other formats', profile('r', url('team').replace('/maven/', '/npm/')), [], []],
  ];
  for (const [what, settings, poms, found] of cases)
    it(`finds ${what}`, () => assert.deepEqual(describeClaims(find(settings, poms)), found));

  it('returns the file and line', () => {
    const { claims } = find('', [`\n\n${deploy('r', url('team'))}`]);
    assert.deepEqual(
      claims[0]?.sources.map(it => [it.source, it.file, it.line]),
      [['pom', 'pom.xml', 3]],
    );
  });

  it('counts approved endpoints only', () => {
    const local = 'http://127.0.0.1:4000/maven/d/team-111122223333/releases/';
    const sources = { settings: { file: 's', view: settingsOf(profile('r', local)) }, poms: [] };
    assert.equal(findClaims({ ...sources, approved: [] }).claims.length, 0);
    const [claim] = findClaims({
      ...sources,
      approved: [{ origin: 'http://127.0.0.1:4000', region: 'us-east-1' }],
    }).claims;
    assert.equal(claim?.domain.realm, 'http://127.0.0.1:4000');
  });
});

describe('decideOwnership', () => {
  const token = `${Buffer.from('{"isu":1700000000,"exp":1700043200}').toString('base64url')}.b.c.d.e`;
  const server = (inner: string, id = 'r') =>
    `<servers><server><id>${id}</id>${inner}</server></servers>`;
  const aws = (password: string) => server(`<username>aws</username>${password}`);
  const facts: OwnershipFacts = {
    isWrittenByUs: text => text === 'written',
    knowsDomain: () => false,
    settingsBelongToWorkspace: false,
  };
  const rule = (settings: string, poms: string[], changed: Partial<OwnershipFacts> = {}) =>
    decideOwnership(find(settings, poms), settingsOf(settings), { ...facts, ...changed }).map(
      ruling =>
        ruling.action === 'ask'
          ? `${ruling.claim.id}: ask ${ruling.reasons.join(' ')}${ruling.variable === undefined ? '' : ` ${ruling.variable}`}, then ${ruling.confirmedAction}`
          : `${ruling.claim.id}: ${ruling.action}`,
    );
  const own = profile('r', url('team'));

  const cases: [what: string, settings: string, poms: string[], rulings: string[]][] = [
    ['a missing server', own, [], ['r: create']],
    ['an empty password', own + aws('<password/>'), [], ['r: update']],
    ['no password', own + aws(''), [], ['r: update']],
    ['a token', own + aws(`<password>${token}</password>`), [], ['r: update']],
    ['one that we wrote', own + aws('<password>written</password>'), [], ['r: update']],
    [
      'another password',
      own + aws('<password>secret</password>'),
      [],
      ['r: ask other-password, then update'],
    ],
    [
      'a variable',
      own + aws('<password>${env.T}</password>'),
      [],
      ['r: ask variable env.T, then update'],
    ],
    [
      'an encrypted one',
      own + aws('<password>{abc=}</password>'),
      [],
      ['r: ask encrypted, then update'],
    ],
    [
      'another user',
      own + server('<username>deployer</username><password/>'),
      [],
      ['r: ask other-user, then update'],
    ],
    [
      'a user in capitals',
      own + server('<username>AWS</username><password/>'),
      [],
      ['r: ask other-user, then update'],
    ],
    ['no user', own + server('<configuration/>'), [], ['r: ask no-user, then update']],
    ['a key', own + aws('<privateKey>k</privateKey>'), [], ['r: ask private-key, then update']],
    [
      'a second server with the id that is not ours',
      `${own}<servers><server><id>r</id><username>aws</username></server><server><id>r</id><username>x</username></server></servers>`,
      [],
      ['r: ask other-user, then update'],
    ],
    [
      'an alias of another server',
      own + server('<username>u</username><aliases><alias>r</alias></aliases>', 'n'),
      [],
      ['r: ask alias, then create'],
    ],
    ['an id that is not used', mirror('m', url('team'), '*') + own, [], ['m: create', 'r: none']],
    [
      'an id that is not used, with a server of ours',
      mirror('m', url('team'), '*') + own + aws(''),
      [],
      ['m: create', 'r: update'],
    ],
    [
      'a domain that settings.xml names, in a pom',
      own,
      [deploy('new', url('team'))],
      ['r: create', 'new: create'],
    ],
  ];
  for (const [what, settings, poms, rulings] of cases)
    it(`rules on ${what}`, () => assert.deepEqual(rule(settings, poms), rulings));

  const hostile: [what: string, settings: string, pom: string, rulings: string[]][] = [
    [
      "aims at a registry's password",
      server('<username>deployer</username><password>secret</password>', 'nexus'),
      deploy('nexus', url('evil')),
      ['nexus: ask other-user other-password domain-from-pom, then update'],
    ],
    [
      'aims at a password of the user aws',
      aws('<password>secret</password>'),
      deploy('r', url('evil')),
      ['r: ask other-password domain-from-pom, then update'],
    ],
    [
      'names a domain of its own',
      '',
      deploy('new', url('evil')),
      ['new: ask domain-from-pom, then create'],
    ],
    ["gives another domain to the user's id", own + aws(''), deploy('r', url('evil')), []],
    [
      'hides its domain in a property',
      '',
      `<properties><d>evil</d></properties>${deploy('new', url('${d}'))}`,
      ['new: ask domain-from-pom, then create'],
    ],
    [
      'hides behind a profile',
      '',
      `<profiles><profile><repositories>${repository('new', url('evil'))}</repositories></profile></profiles>`,
      ['new: ask domain-from-pom, then create'],
    ],
    [
      'takes over the id of a token of ours',
      aws(`<password>${token}</password>`),
      deploy('r', url('evil')),
      ['r: ask domain-from-pom, then update'],
    ],
    [
      'writes its id with white space',
      server('<username>deployer</username>', 'nexus'),
      deploy(' nexus\n', url('evil')),
      ['nexus: ask other-user domain-from-pom, then update'],
    ],
    [
      'imitates the host',
      own,
      deploy('r', url('team').replace('amazonaws.com', 'amazonaws.com.evil.example')),
      ['r: create'],
    ],
  ];
  for (const [what, settings, pom, rulings] of hostile)
    it(`asks or does nothing when a pom.xml ${what}`, () =>
      assert.deepEqual(rule(settings, [pom]), rulings));

  it('trusts a domain that the connection lists', () =>
    assert.deepEqual(
      rule('', [deploy('new', url('team'))], { knowsDomain: it => it.domain === 'team' }),
      ['new: create'],
    ));

  it('asks before it changes a settings file of the workspace', () =>
    assert.deepEqual(rule(own + aws(''), [], { settingsBelongToWorkspace: true }), [
      'r: ask domain-from-pom settings-of-workspace, then update',
    ]));
});
