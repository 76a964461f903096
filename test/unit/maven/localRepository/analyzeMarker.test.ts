import assert from 'node:assert/strict';
import { analyzeMarker } from '../../../../src/maven/localRepository/analyzeMarker';
import { parseRepositoryUrl } from '../../../../src/core/endpoint';

const ours = {
  matchesUrl: (url: string) => parseRepositoryUrl(url) !== undefined,
  matchesId: (id: string) => id === 'demo-webapp',
};
const url = 'https\\://demo-111122223333.d.codeartifact.us-east-1.amazonaws.com/maven/webapp/';
const note =
  '#NOTE: This is a Maven Resolver internal implementation file\n#Mon Nov 23 09:28:27 UTC 2026\n';
const digest = 'e19da9235de6220756c740c0c07c18ae1435ce9e@default-demo-webapp-';
const error = `${url}.error=Could not transfer artifact a\\:b\\:pom\\:1 from/to demo-webapp (${url})\\: authentication failed for ${url}a/b/1/b-1.pom, status\\: 401 Unauthorized\n`;
const transfer = `${digest}${url}.lastUpdated=1795426107240\n`;
const notFound = `${url}.error=\n${url}.lastUpdated=1795426107240\n`;
const central =
  'https\\://repo.maven.apache.org/maven2/.error=\nhttps\\://repo.maven.apache.org/maven2/.lastUpdated=1795426107240\n';
const metadata = (id: string, at = url) =>
  `maven-metadata-${id}.xml.error=Could not transfer metadata, status\\: 403 Forbidden\nmaven-metadata-${id}.xml/abc@default-${id}-${at}.lastUpdated=1795426107240\n`;
const status = 'resolver-status.properties';
const remote = '_remote.repositories';

/** `cleared` is undefined if the marker stays, `removed` if it is deleted, else its new content. */
const cases: readonly [
  title: string,
  name: string,
  text: string,
  siblings: readonly string[],
  cleared: string | undefined,
  failures?: number,
  refused?: boolean,
][] = [
  ['a refusal of ours', 'b-1.pom.lastUpdated', note + transfer + error, [], 'removed', 1, true],
  ...[
    ['row 25', 'Not authorized , ReasonPhrase\\:Unauthorized.'],
    ['row 27', `Access denied to\\: ${url}a , ReasonPhrase\\:Forbidden.`],
    ['row 28', `Access denied to ${url}a. Error code 401, `],
    ['row 33', 'HTTP Status\\: 401'],
  ].map(([row = '', message = '']): (typeof cases)[number] => [
    `a refusal in other words: ${row}`,
    'b-1.pom.lastUpdated',
    `${url}.error=Could not transfer artifact ${message}\n`,
    [],
    'removed',
    1,
    true,
  ]),
  ['a not-found of ours', 'b-1.pom.lastUpdated', note + notFound, [], 'removed', 1, false],
  ['CRLF', 'b-1.pom.lastUpdated', (note + error).replaceAll('\n', '\r\n'), [], 'removed', 1, true],
  ['another host', 'b-1.pom.lastUpdated', note + central, [], undefined],
  ['both', 'b-1.pom.lastUpdated', note + transfer + error + central, [], note + central, 1, true],
  ['both, between', 'b-1.pom.lastUpdated', transfer + central + error, [], central, 1, true],
  ['the artifact is there', 'b-1.pom.lastUpdated', note + error, ['b-1.pom'], undefined],
  ['another artifact is there', 'b-1.pom.lastUpdated', error, ['b-1.jar'], 'removed', 1, true],
  [
    'a look-alike host',
    'b-1.pom.lastUpdated',
    error.replaceAll('.com/', '.com.evil.example/'),
    [],
    undefined,
  ],
  [
    'our URL only in the message',
    'b-1.pom.lastUpdated',
    `https\\://nexus.example/.error=not ${url}\n`,
    [],
    undefined,
  ],
  [
    'a proxy',
    'b-1.pom.lastUpdated',
    `ab@proxy\\:3128>cd@default-demo-webapp-${url}.lastUpdated=1\n`,
    [],
    'removed',
    1,
    false,
  ],
  [
    'no credentials',
    'b-1.pom.lastUpdated',
    `@default-demo-webapp-${url}.lastUpdated=1\n`,
    [],
    'removed',
    1,
    false,
  ],
  [
    'a repository manager',
    'b-1.pom.lastUpdated',
    `${url}+https\\://repo.maven.apache.org/maven2/.error=\n`,
    [],
    'removed',
    1,
    false,
  ],
  ['unknown lines', 'b-1.pom.lastUpdated', `${error}more=1\n`, [], 'more=1\n', 1, true],
  ['nothing', 'b-1.pom.lastUpdated', note, [], undefined],
  ['a malformed file', 'b-1.pom.lastUpdated', `${error}a=\\u12\n`, [], undefined],
  ['metadata of ours', status, note + metadata('demo-webapp'), [], 'removed', 1, true],
  [
    'metadata of both',
    status,
    metadata('demo-webapp') + metadata('nexus', 'https\\://nexus.example/'),
    [],
    metadata('nexus', 'https\\://nexus.example/'),
    1,
    true,
  ],
  [
    'metadata under our id from elsewhere',
    status,
    metadata('demo-webapp', 'https\\://nexus.example/'),
    [],
    undefined,
  ],
  ['metadata under another id from us', status, metadata('other'), [], 'removed', 1, true],
  [
    'metadata not found',
    status,
    'maven-metadata-demo-webapp.xml.error=\nmaven-metadata-demo-webapp.xml.lastUpdated=1\n',
    [],
    'removed',
    1,
    false,
  ],
  [
    'metadata not found elsewhere',
    status,
    'maven-metadata-central.xml.error=\nmaven-metadata-central.xml.lastUpdated=1\n',
    [],
    undefined,
  ],
  ['metadata that came', status, 'maven-metadata-demo-webapp.xml.lastUpdated=1\n', [], undefined],
  [
    'an entry without its file',
    remote,
    `${note}b-1.jar>demo-webapp=\nb-1.pom>demo-webapp=\n`,
    ['b-1.pom'],
    `${note}b-1.pom>demo-webapp=\n`,
    1,
    false,
  ],
  ['entries of others', remote, 'b-1.jar>central=\nb-1.pom>=\n', [], undefined],
  ['entries with their files', remote, 'b-1.jar>demo-webapp=\n', ['b-1.jar'], undefined],
  ['a file of another kind', 'b-1.pom', error, [], undefined],
];

describe('analyzeMarker', () => {
  for (const [title, name, text, siblings, cleared, failures, refused] of cases)
    it(`analyzes ${title}`, () => {
      const found = analyzeMarker(name, Buffer.from(text), new Set([name, ...siblings]), ours);
      const result = found?.clearedContent;
      assert.equal(result instanceof Uint8Array ? Buffer.from(result).toString() : result, cleared);
      assert.equal(found?.failures, failures);
      assert.equal(found?.refused, refused);
      const message = found?.message ?? '';
      if (refused) assert.match(message, /40[13]|ReasonPhrase/);
      assert.equal(found?.forbidden ?? false, /403|Forbidden/.test(message));
    });
});

describe('analyzeMarker for a repository whose name ends like a key', () => {
  it('matches the whole URL', () => {
    const odd = 'https://h.example/maven/a.lastUpdated.b/';
    const text = `${odd.replace(':', '\\:')}.lastUpdated=1795426107240\n`;
    const isOdd = { matchesUrl: (candidate: string) => candidate === odd, matchesId: () => false };
    const analysis = analyzeMarker('b-1.pom.lastUpdated', Buffer.from(text), new Set(), isOdd);
    assert.ok(analysis);
  });
});
