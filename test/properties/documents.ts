import type { Random } from './random';

/** A settings.xml made by a grammar, with what a new token for `id` must make of it. */
export interface GeneratedDocument {
  readonly before: Uint8Array;
  readonly id: string;
  /** Byte for byte; undefined when there is no server of that id, so that one must be inserted. */
  readonly expected: Uint8Array | undefined;
}

interface Style {
  readonly random: Random;
  readonly eol: string;
  readonly unit: string;
  readonly exotic: string;
}

/** Stands for the value of a password that is to be renewed. */
const hole = '\u0001';

/** Makes a document. Everything in it is something that Maven reads. */
export function generateDocument(random: Random, token: string): GeneratedDocument {
  const encoding = random.pick([
    'utf-8',
    'utf-8',
    'utf-8',
    'iso-8859-1',
    'utf-16le',
    'utf-16be',
  ] as const);
  const style: Style = {
    random,
    eol: random.pick(['\n', '\n', '\n', '\r\n', '\r', '']),
    unit: random.pick(['  ', '  ', '    ', '\t', ' ', '        ', '']),
    exotic: encoding === 'utf-8' ? random.pick(['é', '你好', 'ж', '😀']) : 'é',
  };
  const id = random.pick(['team-releases', 'ca', 'a&amp;b', 'büro']);
  const isPresent = !random.chance(3);
  const sections = random.shuffle([
    servers(style, id, isPresent),
    ...[mirrors, profiles, proxies, unknown, offline].flatMap(section =>
      random.chance(2) ? [section(style)] : [],
    ),
  ]);
  const { eol } = style;
  const body = sections.map(it => filler(style, 1) + indent(style, 1) + it + eol).join('');
  const mark =
    encoding.startsWith('utf-16') || (encoding === 'utf-8' && random.chance(8)) ? '\ufeff' : '';
  const declared =
    encoding === 'utf-8' ? 'UTF-8' : encoding.startsWith('utf-16') ? 'UTF-16' : encoding;
  const declaration =
    encoding === 'iso-8859-1' || !random.chance(3)
      ? `<?xml version="1.0" encoding="${declared}"?>${eol}`
      : '';
  const root = random.pick([
    '<settings>',
    '<settings xmlns="http://maven.apache.org/SETTINGS/1.0.0">',
    `<settings${eol || ' '}   a='>'>`,
  ]);
  const text = `${mark}${declaration}${root}${eol}${body}</settings>${random.chance(4) ? '' : eol}`;
  const values = random.pick(['old', 'x&amp;y', '<![CDATA[</password>]]>', '']);
  const before = encode(text.replaceAll(hole, values), encoding);
  const isFilled = text.includes(hole);
  return {
    before,
    id: id.replace('&amp;', '&'),
    expected: isFilled ? encode(text.replaceAll(hole, token), encoding) : undefined,
  };
}

function encode(
  text: string,
  encoding: 'utf-8' | 'iso-8859-1' | 'utf-16le' | 'utf-16be',
): Uint8Array {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'latin1');
}

function indent({ eol, unit }: Style, depth: number): string {
  return eol === '' ? '' : unit.repeat(depth);
}

/** Comments, instructions, blank lines. */
function filler(style: Style, depth: number): string {
  const { random, eol, exotic } = style;
  if (!random.chance(4)) return '';
  const plain = exotic === '😀' ? 'é' : exotic;
  const text = random.pick([
    `<!-- ${plain} <servers><server><id>ca</id></server></servers> -->`,
    '<!---->',
    '<?keep <this> ?>',
    '',
  ]);
  return indent(style, depth) + text + eol;
}

function element(style: Style, depth: number, name: string, children: readonly string[]): string {
  const { random, eol } = style;
  const attributes = random.chance(10) ? " x = 'y>'" : '';
  if (children.length === 0)
    return random.pick([`<${name}${attributes}/>`, `<${name}></${name}>`, `<${name} />`]);
  const lines = children.map(it => indent(style, depth + 1) + it + eol).join('');
  return `<${name}${attributes}>${eol}${lines}${indent(style, depth)}</${name}${random.chance(10) ? ' ' : ''}>`;
}

function servers(style: Style, id: string, isPresent: boolean): string {
  const { random } = style;
  const others = Array.from({ length: random.int(4) }, () => foreignServer(style));
  const own = isPresent
    ? Array.from({ length: random.chance(8) ? 2 : 1 }, () => ownServer(style, id))
    : [];
  return element(style, 1, 'servers', random.shuffle([...others, ...own]));
}

function ownServer(style: Style, id: string): string {
  const { random } = style;
  const space = random.chance(6) ? `${style.eol} ` : '';
  return element(
    style,
    2,
    'server',
    random.shuffle([
      `<id>${space}${id}${space}</id>`,
      '<username>aws</username>',
      `<password${random.chance(8) ? ' xml:space="preserve"' : ''}>${hole}</password>`,
    ]),
  );
}

function foreignServer(style: Style): string {
  const { random, exotic } = style;
  const id = random.pick(['nexus', 'CA', `x${exotic}`, 'team-releases-2', 'büro2']);
  const password = random.pick([
    '<password>{abc=}</password>',
    '<password>a<!-- b -->c</password>',
    `<password>${exotic}</password>`,
    '<password/>',
    '<password><![CDATA[]]]]><![CDATA[>]]></password>',
    '<password>${env.X}</password>',
    '<password>a&#x41;&lt;&nbsp;</password>',
  ]);
  const rest = random.pick([
    '',
    '<configuration><servers><server><id>ca</id></server></servers></configuration>',
    '<note>x</note>',
  ]);
  const fields = [`<id>${id}</id>`, '<username>u</username>', password, rest];
  return element(style, 2, 'server', random.shuffle(fields.filter(it => it !== '')));
}

function mirrors(style: Style): string {
  const mirror = [
    '<id>m</id>',
    '<url>https://m.example/</url>',
    `<mirrorOf>${style.random.pick(['*', 'central', 'external:*,!x'])}</mirrorOf>`,
  ];
  return element(
    style,
    1,
    'mirrors',
    style.random.chance(4) ? [] : [element(style, 2, 'mirror', mirror)],
  );
}

function profiles(style: Style): string {
  const repository = element(style, 4, 'repository', [
    '<id>r</id>',
    '<url>https://r.example/</url>',
  ]);
  const parts = [
    '<id>p</id>',
    element(style, 3, 'properties', ['<a>1</a>', '<server>no</server>']),
    element(style, 3, 'repositories', style.random.chance(2) ? [repository] : []),
  ];
  return element(style, 1, 'profiles', [element(style, 2, 'profile', style.random.shuffle(parts))]);
}

function proxies(style: Style): string {
  return element(style, 1, 'proxies', [
    element(style, 2, 'proxy', ['<host>h</host>', '<password>proxy</password>']),
  ]);
}

function unknown(style: Style): string {
  return element(style, 1, 'constructor', ['<servers><server><id>ca</id></server></servers>']);
}

function offline(): string {
  return '<offline>false</offline>';
}
