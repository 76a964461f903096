import assert from 'node:assert/strict';
import { Secret } from '../../../src/core/secret';
import { isFailure } from '../../../src/core/failure';
import { editSettings } from '../../../src/maven/editSettings';
import type { SettingsChange } from '../../../src/maven/settingsChange';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const set = (id: string, token = 'TOKEN'): SettingsChange => ({
  kind: 'set-token',
  id,
  token: new Secret(token),
});
const notesOf = (text: string, changes: readonly SettingsChange[]) =>
  editSettings(bytesOf(text), changes).notes.map(({ code, subject, by }) =>
    [code, subject, by].filter(it => it !== undefined).join(' '),
  );
const edited = (text: string, changes: readonly SettingsChange[]) =>
  textOf(editSettings(bytesOf(text), changes).bytes);

const inServers = (servers: string) =>
  `<settings>\n  <servers>\n${servers}  </servers>\n</settings>\n`;
const server = (password: string, rest = '') =>
  inServers(
    `    <server>\n      <id>ca</id>\n      <username>aws</username>\n${rest}      ${password}\n    </server>\n`,
  );
const created =
  '    <server>\n      <id>ca</id>\n      <username>aws</username>\n      <password>TOKEN</password>\n    </server>\n';

describe('editSettings: set-token', () => {
  const done = server('<password>TOKEN</password>');
  const cases: [what: string, before: string, after: string][] = [
    ['replaces a value', server('<password>old</password>'), done],
    ['expands <password/>', server('<password/>'), done],
    ['expands <password />', server('<password />'), done],
    ['fills an empty pair', server('<password></password>'), done],
    [
      'keeps attributes',
      server('<password xml:space="preserve" />'),
      server('<password xml:space="preserve">TOKEN</password>'),
    ],
    [
      'keeps white space around a value',
      server('<password>\n old\n </password>'),
      server('<password>\n TOKEN\n </password>'),
    ],
    [
      'replaces CDATA whole',
      server('<password><![CDATA[a</password></server>]]></password>'),
      done,
    ],
    [
      'replaces CDATA in two parts',
      server('<password><![CDATA[a]]]]><![CDATA[>b]]></password>'),
      done,
    ],
    ['replaces a comment in the value', server('<password>a<!-- b -->c<?d?></password>'), done],
    ['replaces entities', server('<password>a&amp;&#x41;</password>'), done],
    [
      'adds a missing password behind the user name',
      inServers(
        '    <server>\n      <id>ca</id>\n      <username>aws</username>\n      <configuration/>\n    </server>\n',
      ),
      inServers(
        '    <server>\n      <id>ca</id>\n      <username>aws</username>\n      <password>TOKEN</password>\n      <configuration/>\n    </server>\n',
      ),
    ],
    [
      'adds both on one line',
      inServers('    <server><id>ca</id></server>\n'),
      inServers(
        '    <server><id>ca</id><username>aws</username><password>TOKEN</password></server>\n',
      ),
    ],
    [
      'finds the id wherever it stands, with white space',
      '<settings><servers><server><password>x</password><username>aws</username><id>\n ca\t</id></server></servers></settings>',
      '<settings><servers><server><password>TOKEN</password><username>aws</username><id>\n ca\t</id></server></servers></settings>',
    ],
    [
      'finds an id with a comment inside that holds a >',
      '<settings><servers><server><id>c<!-- > -->a</id><username>aws</username><password>x</password></server></servers></settings>',
      '<settings><servers><server><id>c<!-- > -->a</id><username>aws</username><password>TOKEN</password></server></servers></settings>',
    ],
    [
      'keeps elements whose names are not ASCII',
      `<settings>\n  <größe>1</größe>\n  <servers/>\n</settings>\n`,
      `<settings>\n  <größe>1</größe>\n  <servers>\n${created}  </servers>\n</settings>\n`,
    ],
    [
      'finds an id in CDATA and entities',
      '<settings><servers><server><id>c<![CDATA[a]]></id><username>&#97;ws</username><password>x</password></server></servers></settings>',
      '<settings><servers><server><id>c<![CDATA[a]]></id><username>&#97;ws</username><password>TOKEN</password></server></servers></settings>',
    ],
    [
      'updates all servers with the id and no others',
      inServers(
        '<server><id>ca</id><username>aws</username><password>1</password></server>\n<server><id>CA</id><password>2</password></server>\n<server><id>ca</id><username>aws</username><password>3</password></server>\n',
      ),
      inServers(
        '<server><id>ca</id><username>aws</username><password>TOKEN</password></server>\n<server><id>CA</id><password>2</password></server>\n<server><id>ca</id><username>aws</username><password>TOKEN</password></server>\n',
      ),
    ],
    [
      'ignores comments',
      inServers('    <!-- <server><id>ca</id><password>x</password></server> -->\n'),
      inServers(`    <!-- <server><id>ca</id><password>x</password></server> -->\n${created}`),
    ],
    ['expands <servers/>', '<settings>\n  <servers/>\n</settings>\n', inServers(created)],
    ['fills empty servers', '<settings>\n  <servers></servers>\n</settings>\n', inServers(created)],
    [
      'fills blank servers',
      '<settings>\n  <servers>\n  </servers>\n</settings>\n',
      inServers(created),
    ],
    ['adds servers', '<settings>\n</settings>\n', inServers(created)],
    [
      'adds servers behind a comment',
      '<settings>\n  <!-- <servers> -->\n</settings>\n',
      `<settings>\n  <!-- <servers> -->\n  <servers>\n${created}  </servers>\n</settings>\n`,
    ],
    ['expands <settings/>', '<settings/>', inServers(created).trimEnd()],
    [
      'copies tabs and CRLF',
      '<settings>\r\n\t<offline>true</offline>\r\n</settings>',
      `<settings>\r\n\t<offline>true</offline>\r\n\t<servers>\r\n\t\t<server>\r\n\t\t\t<id>ca</id>\r\n\t\t\t<username>aws</username>\r\n\t\t\t<password>TOKEN</password>\r\n\t\t</server>\r\n\t</servers>\r\n</settings>`,
    ],
    [
      'copies lone CR',
      '<settings>\r <servers>\r </servers>\r</settings>',
      '<settings>\r <servers>\r  <server>\r   <id>ca</id>\r   <username>aws</username>\r   <password>TOKEN</password>\r  </server>\r </servers>\r</settings>',
    ],
    [
      'stays on one line',
      '<settings><offline>true</offline></settings>\n',
      '<settings><offline>true</offline><servers><server><id>ca</id><username>aws</username><password>TOKEN</password></server></servers></settings>\n',
    ],
    [
      'ignores servers in other places',
      '<settings><x><servers><server><id>ca</id></server></servers></x><servers/></settings>',
      '<settings><x><servers><server><id>ca</id></server></servers></x><servers><server><id>ca</id><username>aws</username><password>TOKEN</password></server></servers></settings>',
    ],
    [
      'leaves a server without id alone',
      inServers('    <server>\n      <username>x</username>\n    </server>\n'),
      inServers(`    <server>\n      <username>x</username>\n    </server>\n${created}`),
    ],
  ];
  for (const [what, before, after] of cases)
    it(what, () => {
      assert.equal(edited(before, [set('ca')]), after);
      assert.equal(editSettings(bytesOf(after), [set('ca')]).changed, false);
    });

  it('adds a server with the id default beside a server without an id', () => {
    const before = '    <server>\n      <username>x</username>\n    </server>\n';
    assert.equal(
      edited(inServers(before), [set('default')]),
      inServers(`${before}${created.replace('>ca<', '>default<')}`),
    );
  });

  it('creates a missing file and notes it', () => {
    const { bytes, notes } = editSettings(undefined, [set('ca')]);
    assert.match(
      textOf(bytes),
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<settings xmlns="http:\/\/maven/,
    );
    assert.deepEqual(
      notes.map(it => it.code),
      ['created-server', 'created-file'],
    );
  });

  it('returns the same bytes if nothing changes', () => {
    const bytes = bytesOf(done);
    const result = editSettings(bytes, [set('ca')]);
    assert.equal(result.bytes, bytes);
    assert.deepEqual(result.record.steps, []);
  });

  const notes: [what: string, before: string, notes: string[]][] = [
    [
      'duplicate servers',
      inServers('<server><id>ca</id></server><server><id>ca</id></server>\n'),
      ['duplicates-updated ca'],
    ],
    [
      'a comment that goes',
      server('<password>a<!-- b --></password>'),
      ['comment-removed password'],
    ],
    [
      'an alias',
      inServers('<server><id>x</id><aliases><alias>ca</alias></aliases></server>\n'),
      ['alias ca x', 'created-server ca'],
    ],
  ];
  for (const [what, before, expected] of notes)
    it(`notes ${what}`, () => assert.deepEqual(notesOf(before, [set('ca')]), expected));

  it('writes ids of any script as ASCII', () =>
    assert.match(
      edited('<settings/>', [set('büro & <ж>')]),
      /<id>b&#xfc;ro &amp; &lt;&#x436;&gt;<\/id>/,
    ));

  const tokens: [why: string, token: string][] = [
    ['braces', 'a{b}'],
    ['a variable', '${x}'],
    ['the end of CDATA', 'a]]>b'],
    ['a line end', 'a\nb'],
    ['a return', 'a\rb'],
    ['a control character', 'a\u0007b'],
    ['non-ASCII', 'ä'],
    ['nothing', ''],
    ['a space', 'a b'],
  ];
  for (const [why, token] of tokens)
    it(`refuses a token with ${why} without exposing it`, () =>
      assert.throws(
        () => editSettings(bytesOf('<settings/>'), [set('ca', token)]),
        error =>
          isFailure(error) &&
          error.code === 'settings-refused' &&
          (token === '' || !error.message.includes(token)),
      ));

  for (const id of ['', ' ca', 'a\nb', '${x}', 'a\0', 'x'.repeat(2000)])
    it(`refuses the id ${JSON.stringify(id.slice(0, 10))}`, () =>
      assert.throws(() => edited('<settings/>', [set(id)]), isFailure));

  it('escapes markup in ids', () => {
    const after = edited('<settings/>', [set('a</id><password>x</password>')]);
    assert.match(after, /<id>a&lt;\/id&gt;&lt;password&gt;x&lt;\/password&gt;<\/id>/);
  });
});

describe('editSettings: use-repository', () => {
  const url = 'https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/';
  const use = (mirrorOf: '*' | 'external:*' | 'central' | 'none'): SettingsChange => ({
    kind: 'use-repository',
    id: 'team-releases',
    url,
    mirrorOf,
  });
  const flat = (text: string) => text.replace(/>\s+</g, '><');
  const profile = `<profile><id>team-releases</id><activation><activeByDefault>true</activeByDefault></activation><repositories><repository><id>team-releases</id><url>${url}</url></repository></repositories>`;
  const plugins = `<pluginRepositories><pluginRepository><id>team-releases</id><url>${url}</url><releases><enabled>true</enabled></releases><snapshots><enabled>true</enabled></snapshots></pluginRepository></pluginRepositories>`;
  const mirror = (of: string, at = url) =>
    `<mirror><id>team-releases</id><name>team-releases</name><url>${at}</url><mirrorOf>${of}</mirrorOf></mirror>`;
  const settings = (...parts: string[]) => `<settings>${parts.join('')}</settings>`;
  const profiles = (inner: string) => `<profiles>${inner}</profile></profiles>`;
  const mirrors = (...inner: string[]) => `<mirrors>${inner.join('')}</mirrors>`;

  const cases: [
    what: string,
    before: string,
    choice: '*' | 'external:*' | 'central' | 'none',
    after: string,
  ][] = [
    ['everything', '<settings/>', '*', settings(profiles(profile), mirrors(mirror('*')))],
    [
      'everything but loopback',
      '<settings/>',
      'external:*',
      settings(profiles(profile), mirrors(mirror('external:*'))),
    ],
    [
      'Central',
      '<settings/>',
      'central',
      settings(profiles(profile + plugins), mirrors(mirror('central'))),
    ],
    ['itself only', '<settings/>', 'none', settings(profiles(profile + plugins))],
    [
      'everything, keeping exclusions',
      settings(profiles(profile), mirrors(mirror('*,!nexus'))),
      '*',
      settings(profiles(profile), mirrors(mirror('*,!nexus'))),
    ],
    [
      'another pattern, keeping exclusions',
      settings(profiles(profile), mirrors(mirror('*,!nexus'))),
      'external:*',
      settings(profiles(profile), mirrors(mirror('external:*,!nexus'))),
    ],
    [
      'a new URL',
      settings(profiles(profile), mirrors(mirror('*', 'https://old.example/'))),
      '*',
      settings(profiles(profile), mirrors(mirror('*'))),
    ],
    [
      'itself only, where there was a mirror',
      settings(profiles(profile + plugins), mirrors('<mirror><id>x</id></mirror>', mirror('*'))),
      'none',
      settings(profiles(profile + plugins), mirrors('<mirror><id>x</id></mirror>')),
    ],
    [
      'a profile that lacks the rest',
      settings('<profiles><profile><id>team-releases</id></profile></profiles>'),
      '*',
      settings(
        `<profiles><profile><id>team-releases</id><activation><activeByDefault>true</activeByDefault></activation><repositories><repository><id>team-releases</id><url>${url}</url></repository></repositories></profile></profiles>`,
        mirrors(mirror('*')),
      ),
    ],
    [
      'an active profile',
      settings(
        '<profiles><profile><id>team-releases</id></profile></profiles><activeProfiles><activeProfile>team-releases</activeProfile></activeProfiles>',
      ),
      'external:*',
      settings(
        `<profiles><profile><id>team-releases</id><repositories><repository><id>team-releases</id><url>${url}</url></repository></repositories></profile></profiles><activeProfiles><activeProfile>team-releases</activeProfile></activeProfiles>`,
        mirrors(mirror('external:*')),
      ),
    ],
  ];
  for (const [what, before, choice, after] of cases)
    it(`for ${what}`, () => {
      assert.equal(flat(edited(before, [use(choice)])), after);
      assert.equal(editSettings(bytesOf(after), [use(choice)]).changed, false);
    });

  const shadows: [what: string, before: string, notes: string[]][] = [
    [
      'a mirror before ours',
      settings(
        mirrors(
          '<mirror><id>nexus</id><url>https://n.example/</url><mirrorOf>*</mirrorOf></mirror>',
        ),
      ),
      ['repository-shadowed team-releases nexus', 'mirror-shadowed team-releases nexus'],
    ],
    [
      'one that lets ours pass',
      settings(
        mirrors(
          '<mirror><id>nexus</id><url>https://n.example/</url><mirrorOf>*,!team-releases,!central</mirrorOf></mirror>',
        ),
      ),
      [],
    ],
    [
      'one for other repositories',
      settings(
        mirrors(
          '<mirror><id>nexus</id><url>https://n.example/</url><mirrorOf>x,y</mirrorOf></mirror>',
        ),
      ),
      [],
    ],
  ];
  for (const [what, before, notes] of shadows)
    it(`notes ${what}`, () => assert.deepEqual(notesOf(before, [use('*')]), notes));

  for (const bad of ['ftp://x/', 'https://a b/', 'javascript:x', 'https://x/${y}', 'https://x/<y>'])
    it(`refuses the URL ${bad}`, () =>
      assert.throws(
        () => edited('<settings/>', [{ kind: 'use-repository', id: 'a', url: bad, mirrorOf: '*' }]),
        isFailure,
      ));
});

describe('editSettings: other changes', () => {
  const mirror = (of: string) =>
    `<settings><mirrors><mirror><id>n</id><mirrorOf>${of}</mirrorOf></mirror></mirrors></settings>`;
  const exclude: SettingsChange = { kind: 'exclude-from-mirror', mirror: 'n', repository: 'r' };
  const cases: [what: string, change: SettingsChange, before: string, after: string][] = [
    ['an exclusion', exclude, mirror('*'), mirror('*,!r')],
    ['an exclusion that is there', exclude, mirror('*, !r'), mirror('*, !r')],
    ['an exclusion from no mirror', exclude, '<settings/>', '<settings/>'],
    [
      'an active profile',
      { kind: 'activate-profile', id: 'p' },
      '<settings>\n  <activeProfiles>\n    <activeProfile>a</activeProfile>\n  </activeProfiles>\n</settings>',
      '<settings>\n  <activeProfiles>\n    <activeProfile>a</activeProfile>\n    <activeProfile>p</activeProfile>\n  </activeProfiles>\n</settings>',
    ],
    [
      'an active profile that is there',
      { kind: 'activate-profile', id: 'p' },
      '<settings><activeProfiles><activeProfile> p </activeProfile></activeProfiles></settings>',
      '<settings><activeProfiles><activeProfile> p </activeProfile></activeProfiles></settings>',
    ],
    [
      'removal of everything by id',
      { kind: 'remove', id: 'a' },
      '<settings>\n  <servers>\n    <server><id>a</id></server>\n    <server><id>b</id></server> <server><id>a</id></server>\n  </servers>\n  <mirrors>\n    <mirror><id>a</id></mirror>\n  </mirrors>\n</settings>\n',
      '<settings>\n  <servers>\n    <server><id>b</id></server> \n  </servers>\n  <mirrors>\n  </mirrors>\n</settings>\n',
    ],
    [
      'removal of nothing',
      { kind: 'remove', id: 'default' },
      '<settings><servers><server/></servers></settings>',
      '<settings><servers><server/></servers></settings>',
    ],
  ];
  for (const [what, change, before, after] of cases)
    it(what, () => assert.equal(edited(before, [change]), after));
});

describe('editSettings: clear-token', () => {
  const clear: SettingsChange = {
    kind: 'clear-token',
    id: 'ca',
    isOurs: text => text.startsWith('TOKEN'),
  };
  const cases: [what: string, before: string, after: string][] = [
    ['with its line', server('<password>TOKEN</password>'), server('').replace(/\n *\n/, '\n')],
    [
      'and nothing else of the line',
      inServers('<server><id>ca</id><password>TOKEN</password><!-- x --></server>\n'),
      inServers('<server><id>ca</id><!-- x --></server>\n'),
    ],
    [
      'with CRLF',
      server('<password>TOKEN</password>').replaceAll('\n', '\r\n'),
      server('')
        .replace(/\n *\n/, '\n')
        .replaceAll('\n', '\r\n'),
    ],
    [
      'from all servers of the id, and from no other',
      inServers(
        '<server><id>ca</id><password>TOKEN</password></server>\n<server><id>b</id><password>TOKEN</password></server>\n<server><password>TOKEN-2</password><id> ca </id></server>\n',
      ),
      inServers(
        '<server><id>ca</id></server>\n<server><id>b</id><password>TOKEN</password></server>\n<server><id> ca </id></server>\n',
      ),
    ],
    ...[
      '<password>mine</password>',
      '<password/>',
      '<password></password>',
      '<password>${env.TOKEN}</password>',
      '<!-- <password>TOKEN</password> -->',
    ].map((kept): [string, string, string] => [`but not ${kept}`, server(kept), server(kept)]),
    ['but not where there is no server', '<settings/>', '<settings/>'],
  ];
  for (const [what, before, after] of cases)
    it(what, () => assert.equal(edited(before, [clear]), after));

  it('restores the password in its place with the next token', () => {
    const before = server('<password>TOKEN</password>');
    assert.equal(edited(edited(before, [clear]), [set('ca')]), before);
  });

  it('records no undo step', () =>
    assert.deepEqual(
      editSettings(bytesOf(server('<password>TOKEN</password>')), [clear]).record.steps,
      [],
    ));

  it('creates no file', () => assert.equal(editSettings(undefined, [clear]).changed, false));
});

describe('editSettings on a document on one line', () => {
  const servers = (size: number, content: string) =>
    `<settings><servers>${`<server><id>a</id>${content}</server>`.repeat(size / 80)}</servers></settings>`;
  const filler = '<username>aws</username><password>0123456789</password>';
  const cases: [what: string, text: (size: number) => string, change: SettingsChange][] = [
    ['a new server', size => servers(size, filler), set('new')],
    ['many servers without a password', size => servers(size, '<filePermissions/>'), set('a')],
    [
      'a new repository',
      size => servers(size, filler),
      {
        kind: 'use-repository',
        id: 'new',
        url: 'https://r.example/',
        mirrorOf: '*',
      },
    ],
    [
      'a removed token',
      size => servers(size, filler),
      { kind: 'clear-token', id: 'a', isOurs: () => true },
    ],
  ];
  for (const [what, text, change] of cases)
    it(`takes time in proportion to its size: ${what}`, () => {
      const cost = (size: number): number => {
        const bytes = bytesOf(text(size));
        const before = process.cpuUsage();
        assert.ok(editSettings(bytes, [change]).changed);
        return process.cpuUsage(before).user;
      };
      cost(10_000);
      const small = Math.min(cost(40_000), cost(40_000), cost(40_000));
      const large = Math.min(cost(320_000), cost(320_000));
      // Eight times the size: quadratic work would cost 64 times as much.
      assert.ok(large < 25 * Math.max(small, 2000), `${small} µs, then ${large} µs`);
    });
});
