import { parseSettings } from '../../maven/parseSettings';

/** Where a file shows a secret, and by which rule; never the secret itself. */
export interface SecretFinding {
  /** The name of the rule: `password`, `private key`, or a rule of secretlint. */
  readonly rule: string;
  /** 1-based. */
  readonly line: number;
}

/** The words that end the name of something secret: `db.password`, `GITHUB_TOKEN`, `_authToken`. */
const secretWord =
  /(?:password|passwd|passphrase|pass|pwd|secret|token|_auth|authident|api[-_.]?key|access[-_.]?key(?:[-_.]?id)?|secret[-_.]?(?:access[-_.]?)?key|private[-_.]?key|signing[-_.]?key|gpr\.key|account[-_.]?key|client-key-data|credentials?|http-basic(?:\.[\w-]+)?)(?=["'\])]*[ \t]{0,20}(?:=>|[:=]|["']?[ \t]["']))/gi;

const commentLine = /^[ \t]*(?:[#!;]|\/\/(?!.*:_)|<!--)/;

/** User name and password in a URL, the latter not a variable. */
const urlPassword = /:\/\/[^/\s:@"']{0,200}:(?!\$\{|%|\{|<)[^/\s@"']{1,500}@/;

const condaToken = /\/t\/[a-z]{2}-[\w-]+\//;

const sbtCredentials = /\bCredentials\s{0,5}\((?:\s{0,5}"[^"\n]*",){3}\s{0,5}"[^"\n]+"/;

/** What is written instead of a secret. */
const placeholderPattern =
  /^(?:true|false|null|nil|none|undefined|yes|no|\*+|x{3,}|\.{3}|<.*>|your[-_ ].*|change[-_]?(?:me|it)|todo|placeholder|enc\(.*\)|\{cipher\}.*|vault:.*|!vault.*|op:\/\/.*)$/i;

/** Finds the first literal password, token or key in a file of assignments, whatever its syntax. */
export function findAssignedSecret(text: string): SecretFinding | undefined {
  let line = 0;
  for (const content of text.split(/\r\n|\r|\n/)) {
    line++;
    if (commentLine.test(content)) continue;
    const shown = content.length > 20_000 ? content.slice(0, 20_000) : content;
    if (urlPassword.test(shown)) return { rule: 'password in a URL', line };
    if (condaToken.test(shown)) return { rule: 'token in a URL', line };
    if (sbtCredentials.test(shown)) return { rule: 'password', line };
    for (const match of shown.matchAll(secretWord)) {
      const rest = shown.slice(match.index + match[0].length, match.index + 1000);
      if (isLiteral(readValue(rest), match[0])) return { rule: match[0].toLowerCase(), line };
    }
  }
  return undefined;
}

/** The value behind a key: up to its closing quote, or to the end of the line. */
function readValue(rest: string): string {
  const value = rest.replace(/^["'\])]*\s*(?:=>|[:=])?\s*/, '');
  const quote = value.charAt(0);
  if (quote !== '"' && quote !== "'") return value.replace(/\s+[#;].*$/, '').trim();
  const end = value.indexOf(quote, 1);
  return value.slice(1, end === -1 ? undefined : end);
}

function isLiteral(value: string, word: string): boolean {
  // A list, a map or a block of lines in YAML or JSON.
  if (/^[[{|>&*,}]/.test(value) && !value.startsWith('{{')) return false;
  const literal = withoutVariables(value);
  if (literal === '' || placeholderPattern.test(literal)) return false;
  return literal.toLowerCase() !== word.toLowerCase();
}

/** What is left without `${variable}`, `{{ template }}`, `%VARIABLE%`, `@filtered@` and `$(command)`. */
function withoutVariables(value: string): string {
  return value
    .replace(/\$\{[^}]*\}|\{\{.*?\}\}|<%.*?%>|\$\(.*?\)|\$env:\w+/g, '')
    .replace(/^%[^%\s]+%$|^@[^@\s]+@$/, '')
    .trim();
}

/** Elements and attributes whose text is a secret. */
const secretXmlName =
  '(?:[\\w.-]*[.:-])?[\\w]*(?:password|passwd|passphrase|privateKey|secret|apiKey|Pass)';
const secretElement = new RegExp(`<(${secretXmlName})(?:\\s[^<>]*)?>([^<]*)<`, 'gi');
const secretAttribute = new RegExp(`[\\s"'](${secretXmlName})=("[^"<]*"|'[^'<]*')`, 'gi');
/** `<property name="…password">x`, `<add key="…Password" value="x"/>`. */
const namedSecret =
  /\b(?:name|key)="([^"<>]*(?:password|passwd|secret|token))"(?:[^<>]*?\bvalue="([^"<]*)"|[^<>]*>([^<]*)<)/gi;
/** A header with credentials in the configuration of a Maven server. */
const secretHeader =
  /<name>\s{0,50}((?:proxy-)?authorization|[\w-]*token|[\w-]*api-key)\s{0,50}<\/name>\s{0,500}<value>([^<]*)</gi;

/**
 * Finds the first literal password or private key of an XML file. A Maven settings file is judged by
 * the reader that the extension uses for it; other files, and what that reader refuses, by elements and
 * attributes. Text in comments does not count.
 */
export function findXmlSecret(bytes: Uint8Array, text: string): SecretFinding | undefined {
  const server = readSettingsServers(bytes)?.find(
    ({ password, hasPrivateKey }) => password.kind === 'literal' || hasPrivateKey,
  );
  if (server) return { rule: 'password', line: server.line };
  const plain = plainXml(text);
  for (const pattern of [secretElement, secretAttribute, namedSecret, secretHeader])
    for (const match of plain.matchAll(pattern)) {
      const [, name = 'password', value = match[3] ?? ''] = match;
      if (isLiteralXml(value)) return { rule: name, line: lineAt(plain, match.index) };
    }
  return undefined;
}

function readSettingsServers(bytes: Uint8Array) {
  try {
    return parseSettings(bytes).servers;
  } catch {
    return undefined;
  }
}

/** An encrypted Maven password stands in braces that no backslash escapes. */
function isLiteralXml(value: string): boolean {
  const unquoted = value.replace(/^(["'])(.*)\1$/s, '$2');
  const literal = withoutVariables(unquoted);
  return literal !== '' && !/(?<!\\)\{[^{}]+\}/.test(literal) && !placeholderPattern.test(literal);
}

/** The text without comments, and with the content of CDATA sections; line breaks are kept. */
function plainXml(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const comment = text.indexOf('<!--', at);
    const section = text.indexOf('<![CDATA[', at);
    const isComment = section === -1 || (comment !== -1 && comment < section);
    const start = isComment ? comment : section;
    if (start === -1) return parts.join('') + text.slice(at);
    const end = text.indexOf(isComment ? '-->' : ']]>', start);
    const stop = end === -1 ? text.length : end + 3;
    parts.push(text.slice(at, start));
    const inner = text.slice(start, stop);
    parts.push(
      isComment ? inner.replace(/[^\n]/g, '') : inner.slice(9, -3).replaceAll('<', '&lt;'),
    );
    at = stop;
  }
}

const keyHeader = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** A header with the beginning of a key behind it, which source code that handles keys does not have. */
const writtenKey =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[ \t]{0,20}(?:\r?\n|\\r|\\n)\s{0,80}(?:[\w-]+: |[A-Za-z0-9+/=])/;

/** Finds the header of a private key; with `strict`, only where the key itself follows. */
export function findPrivateKey(text: string, strict: boolean): SecretFinding | undefined {
  const match = (strict ? writtenKey : keyHeader).exec(text);
  return match ? { rule: 'private key', line: lineAt(text, match.index) } : undefined;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
    line++;
  return line;
}
