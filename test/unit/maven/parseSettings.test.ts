import assert from 'node:assert/strict';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isFailure } from '../../../src/core/failure';
import { parseSettings } from '../../../src/maven/parseSettings';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => parseSettings(bytesOf(text));
const password = (xml: string) =>
  read(`<settings><servers><server><id>a</id>${xml}</server></servers></settings>`).servers[0]
    ?.password;

describe('parseSettings', () => {
  it('reads everything that decides where credentials are sent', () => {
    const view = read(`<settings>
  <localRepository>/m2</localRepository><offline> true </offline>
  <servers><server><id> a </id><username>aws</username><privateKey>k</privateKey><aliases><alias>b</alias></aliases></server></servers>
  <mirrors><mirror><id>m</id><url>https://m/</url><mirrorOf>*</mirrorOf><blocked>true</blocked></mirror></mirrors>
  <profiles><profile><id>p</id><activation><activeByDefault>true</activeByDefault></activation>
    <repositories><repository><id>r</id><url>https://r/</url></repository></repositories>
    <pluginRepositories><pluginRepository><url>https://q/</url></pluginRepository></pluginRepositories></profile></profiles>
  <activeProfiles><activeProfile>p</activeProfile></activeProfiles>
</settings>`);
    assert.deepEqual(view, {
      servers: [
        {
          id: 'a',
          line: 3,
          username: 'aws',
          password: { kind: 'none' },
          hasPrivateKey: true,
          aliases: ['b'],
        },
      ],
      mirrors: [{ id: 'm', url: 'https://m/', mirrorOf: '*', blocked: true, line: 4 }],
      profiles: [
        {
          id: 'p',
          line: 5,
          activation: { activeByDefault: true, hasOtherCondition: false },
          properties: new Map(),
          repositories: [{ id: 'r', url: 'https://r/', line: 6 }],
          pluginRepositories: [{ id: 'default', url: 'https://q/', line: 7 }],
        },
      ],
      repositories: [],
      pluginRepositories: [],
      activeProfiles: ['p'],
      localRepository: '/m2',
      offline: true,
      encoding: 'utf-8',
      warnings: [],
    });
  });

  for (const nothing of [
    undefined,
    bytesOf(''),
    bytesOf(' \n'),
    bytesOf('<!-- x -->'),
    bytesOf('<?xml version="1.0"?>'),
  ])
    it(`reads ${nothing ? JSON.stringify(new TextDecoder().decode(nothing)) : 'an absent file'} as empty`, () =>
      assert.deepEqual(parseSettings(nothing).servers, []));

  const states: [xml: string, state: string][] = [
    ['', 'none'],
    ['<password/>', 'empty'],
    ['<password> \n</password>', 'empty'],
    ['<password><!-- x --></password>', 'empty'],
    ['<password>x</password>', 'literal'],
    ['<password>{abc=}</password>', 'encrypted'],
    ['<password>note {abc=} more</password>', 'encrypted'],
    ['<password>{[name=m,cipher=AES/GCM/NoPadding]abc}</password>', 'encrypted'],
    ['<password>\\{x\\}</password>', 'literal'],
    ['<password>${env.T}</password>', 'variable'],
    ['<password>a${x}b</password>', 'variable'],
    ['<password>{${x}}</password>', 'variable'],
  ];
  for (const [xml, kind] of states)
    it(`${xml} is ${kind}`, () => assert.equal(password(xml)?.kind, kind));

  it('reads the text of a password and does not expose it', () => {
    const state = password(
      '<password>\n a<![CDATA[<&]]>&lt;&#x41;<!-- no --><?no?>&uuml;\r\nb </password>',
    );
    assert.ok(state?.kind === 'literal');
    assert.equal(state.value.reveal(), 'a<&<Aü\nb');
    assert.doesNotMatch(JSON.stringify(state), /uuml|ü/);
  });
  it('names the variable', () =>
    assert.deepEqual(password('<password>${env.CODEARTIFACT_AUTH_TOKEN}</password>'), {
      kind: 'variable',
      name: 'env.CODEARTIFACT_AUTH_TOKEN',
    }));

  const warnings: [what: string, bytes: Uint8Array, warning: string][] = [
    [
      'duplicate servers',
      bytesOf(
        '<settings><servers>\n<server><id>a</id></server>\n<server><id>a</id></server></servers></settings>',
      ),
      'duplicate-server a 3',
    ],
    [
      'a server without id',
      bytesOf('<settings>\n<servers><server/></servers></settings>'),
      'server-without-id default 2',
    ],
    [
      'an empty id',
      bytesOf('<settings>\n<servers><server><id/></server></servers></settings>'),
      'server-without-id  2',
    ],
    [
      'an emoji in a comment',
      bytesOf('<settings>\n\n<!-- 😀 --></settings>'),
      'astral-in-comment comment 3',
    ],
    [
      'an emoji in a comment in UTF-16',
      Buffer.from('\ufeff<settings>\n<!-- 😀 --></settings>', 'utf16le'),
      'astral-in-comment comment 2',
    ],
    [
      'invalid bytes',
      Buffer.concat([
        Buffer.from('<settings>\n\n<!-- caf'),
        Buffer.from([0xe9]),
        Buffer.from(' --></settings>'),
      ]),
      'invalid-bytes utf-8 3',
    ],
    [
      'a template',
      bytesOf('<settings>\n<offline>{{ .x }}</offline></settings>'),
      'template template 2',
    ],
    ['an unknown element', bytesOf('<settings>\n<foo/></settings>'), 'unknown-element foo 2'],
  ];
  for (const [what, bytes, warning] of warnings)
    it(`warns of ${what}`, () =>
      assert.deepEqual(
        parseSettings(bytes).warnings.map(it => `${it.code} ${it.subject} ${it.line}`),
        [warning],
      ));

  const encodings: [name: string, bytes: Uint8Array][] = [
    [
      'utf-8',
      Buffer.from(
        '\ufeff<settings><offline>true</offline><activeProfiles><activeProfile>é你</activeProfile></activeProfiles></settings>',
      ),
    ],
    [
      'utf-16le',
      Buffer.from(
        '\ufeff<settings><activeProfiles><activeProfile>é你</activeProfile></activeProfiles></settings>',
        'utf16le',
      ),
    ],
    [
      'utf-16be',
      Buffer.from(
        '\ufeff<settings><activeProfiles><activeProfile>é你</activeProfile></activeProfiles></settings>',
        'utf16le',
      ).swap16(),
    ],
    [
      'gbk',
      Buffer.concat([
        Buffer.from(
          '<?xml version="1.0" encoding="GBK"?><settings><activeProfiles><activeProfile>',
        ),
        Buffer.from([0xa8, 0xa6, 0xc4, 0xe3]),
        Buffer.from('</activeProfile></activeProfiles></settings>'),
      ]),
    ],
  ];
  for (const [name, bytes] of encodings)
    it(`reads ${name}`, () => {
      const { encoding, activeProfiles } = parseSettings(bytes);
      assert.deepEqual([encoding, activeProfiles], [name, ['é你']]);
    });
});

describe('parseSettings with hostile files', () => {
  it('does not open the file of an entity', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'canary-'));
    try {
      writeFileSync(path.join(folder, 'canary'), 'canary');
      const text = `<!DOCTYPE s [<!ENTITY x SYSTEM "file://${folder}/canary">]><settings><offline>&x;</offline></settings>`;
      assert.throws(
        () => read(text),
        error => isFailure(error) && /DTD/.test(error.message) && !error.message.includes('canary'),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('does not quote a broken value in its reason', () =>
    assert.throws(
      () =>
        read(
          '<settings><servers><server><password>hunter2<hunter3</password></server></servers></settings>',
        ),
      error =>
        isFailure(error) && !/hunter/.test(`${error.message} ${JSON.stringify(error.details)}`),
    ));

  it('refuses a file above 16 MiB unread', () =>
    assert.throws(
      () => parseSettings(Buffer.alloc(16 * 1024 * 1024 + 1, ' ')),
      error => isFailure(error) && /16 MiB/.test(error.message),
    ));

  const largeSize = 400_000;
  const traps: [what: string, text: (size: number) => string][] = [
    ['spaces', size => ' '.repeat(size)],
    ['spaces in a tag', size => `<settings${' '.repeat(size)}/>`],
    ['opening brackets', size => '<'.repeat(size)],
    ['an unclosed comment', size => `<settings><!--${'- '.repeat(size / 2)}`],
    ['comments', size => `<settings>${'<!---->'.repeat(size / 7)}</settings>`],
    ['references', size => `<settings>${'&amp;'.repeat(size / 5)}</settings>`],
    ['ampersands', size => `<settings>${'&'.repeat(size)}</settings>`],
    [
      'attributes',
      size =>
        `<settings ${Array.from({ length: size / 10 }, (_, index) => `a${index}=""`).join(' ')}/>`,
    ],
    ['unclosed values', size => `<settings ${'a="'.repeat(size / 3)}`],
    ['nesting', size => `<settings>${'<a>'.repeat(size / 3)}`],
    ['empty elements', size => `<settings>${'<a/>'.repeat(size / 4)}</settings>`],
    ['servers', size => `<settings><servers>${'<server/>'.repeat(size / 9)}</servers></settings>`],
    ['instructions', size => `<settings>${'<?a?>'.repeat(size / 5)}</settings>`],
    ['unclosed instructions', size => `<settings>${'<?a'.repeat(size / 3)}`],
    [
      'CDATA',
      size => `<settings><offline>${'<![CDATA[]]>'.repeat(size / 12)}</offline></settings>`,
    ],
    [
      'brackets in CDATA',
      size => `<settings><offline><![CDATA[${']'.repeat(size)}]]></offline></settings>`,
    ],
    ['returns', size => `<settings>${'\r'.repeat(size)}</settings>`],
    [
      'braces in a password',
      size =>
        `<settings><servers><server><id>a</id><password>${'{'.repeat(size)}</password></server></servers></settings>`,
    ],
    [
      'variables in a password',
      size =>
        `<settings><servers><server><id>a</id><password>${'${'.repeat(size / 2)}</password></server></servers></settings>`,
    ],
  ];
  for (const [what, text] of traps)
    it(`takes time in proportion to ${what}`, () => {
      const small = cost(text(largeSize / 8));
      const large = cost(text(largeSize));
      // Eight times the size: quadratic work would cost 64 times as much.
      assert.ok(large < 30 * Math.max(small, 10_000), `${small} µs, then ${large} µs`);
    });

  function cost(text: string): number {
    const bytes = bytesOf(text);
    const before = process.cpuUsage();
    try {
      parseSettings(bytes);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
    return process.cpuUsage(before).user;
  }
});
