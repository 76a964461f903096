import assert from 'node:assert/strict';
import {
  createGradleSnippet,
  type GradleSnippetStyle,
} from '../../../src/gradle/createGradleSnippet';
import { parseGradleScript } from '../../../src/gradle/parseGradleScript';
import type { ScriptLanguage } from '../../../src/gradle/scriptTokenizer';
import { isFailure } from '../../../src/core/failure';

const url = 'https://demo-111122223333.d.codeartifact.us-east-1.amazonaws.com/maven/webapp/';

const cases: readonly [
  title: string,
  language: ScriptLanguage,
  script: string,
  lines: readonly number[],
][] = [
  ['single quotes', 'groovy', `maven { url '${url}' }`, [1]],
  ['double quotes', 'groovy', `maven { url "${url}" }`, [1]],
  ['uri()', 'kotlin', `\nmaven {\n  url = uri("${url}")\n}`, [3]],
  ['maven()', 'kotlin', `maven("${url}")`, [1]],
  ['three quotes', 'groovy', `a = '''\n'''\nurl = """${url}"""`, [3]],
  ['CRLF', 'groovy', `a\r\nb\r\nurl '${url}'\r\n`, [3]],
  [
    'a constant',
    'kotlin',
    `val host: String = "${url.slice(0, -7)}"\nmaven("\${host}webapp/")`,
    [1, 2],
  ],
  [
    'parts',
    'groovy',
    `def domain = 'demo'\next.owner = "111122223333"\nurl "https://\${domain}-\${owner}.d.codeartifact.us-east-1.amazonaws.com/maven/webapp/"`,
    [3],
  ],
  [
    'after slashes that divide',
    'groovy',
    `def a = 4 / 2 // one\ndef b = c =~ /it's "/\nurl '${url}'`,
    [3],
  ],
  ['a pattern at the start', 'groovy', `/"""/.matcher(a)\nurl '${url}'`, [2]],
  ['after a quote without an end', 'groovy', `println 'it\nurl '${url}'`, [2]],
  ['a quote inside code inside a string', 'kotlin', `val a = "\${f("}")}"\nmaven("${url}")`, [2]],
  ['a dollar', 'kotlin', `val a = "costs $ 3 \\" $"\nmaven("${url}")`, [2]],
  ['an escape', 'groovy', `url "${url.replace('https', '\\u0068ttps')}"`, [1]],
  ['not a line comment', 'groovy', `// url '${url}'\n`, []],
  ['not a block comment', 'groovy', `/* url '${url}'\n*/ a`, []],
  ['not a nested comment', 'kotlin', `/* /* */ maven("${url}") */`, []],
  ['not nested in Groovy', 'groovy', `/* /* */ url '${url}'`, [1]],
  ['not what depends on a function', 'kotlin', 'maven("https://${domain()}.example/maven/")', []],
  ['nothing', 'groovy', '', []],
];

describe('parseGradleScript', () => {
  for (const [title, language, script, lines] of cases)
    it(`finds URLs: ${title}`, () => {
      const found = parseGradleScript(script, language).urls;
      assert.deepEqual(
        found.map(it => it.line),
        lines,
      );
      assert.equal(lines.length === 0 ? url : found.at(-1)?.url, url);
    });

  it('finds the names of properties', () => {
    const script = `password = providers.gradleProperty("one").get()\nfindProperty 'two'\nproperty('three')\nother('four')`;
    assert.deepEqual(parseGradleScript(script, 'groovy').properties, [
      { name: 'one', line: 1, isPassword: true },
      { name: 'two', line: 2, isPassword: false },
      { name: 'three', line: 3, isPassword: false },
    ]);
  });

  for (const trap of [
    '"',
    "'''",
    '/',
    '/*',
    '${',
    '"${',
    '\\',
    '$',
    '{',
    'a="$a$a"\n',
    '((((',
    ' ',
    '/ /',
  ])
    for (const language of ['groovy', 'kotlin'] as const)
      it(`parses a megabyte of ${JSON.stringify(trap)} in ${language}`, () => {
        assert.ok(parseGradleScript(trap.repeat(1_000_000 / trap.length), language));
      });
});

describe('createGradleSnippet', () => {
  const styles: readonly GradleSnippetStyle[] = [
    'groovy-build',
    'groovy-settings',
    'kotlin-build',
    'kotlin-settings',
  ];
  for (const style of styles)
    it(`names the repository and the property in ${style}`, () => {
      const script = createGradleSnippet({ url, property: 'my.token', style });
      const language = style.startsWith('kotlin') ? 'kotlin' : 'groovy';
      const view = parseGradleScript(script, language);
      const count = style.endsWith('settings') ? 2 : 1;
      assert.deepEqual(
        view.urls.map(it => it.url),
        Array(count).fill(url),
      );
      assert.deepEqual(
        view.properties.map(it => it.name),
        Array(count).fill('my.token'),
      );
      assert.equal(script.startsWith('pluginManagement {'), count === 2);
      assert.equal(script.includes('dependencyResolutionManagement {'), count === 2);
      assert.doesNotMatch(script, /InsecureProtocol|getenv/);
      assert.equal(script.includes("'"), language === 'groovy');
    });

  it('follows the usual layout of Gradle scripts', () => {
    assert.equal(
      createGradleSnippet({
        url: 'http://127.0.0.1:1234/maven/',
        property: 'codeartifactToken',
        style: 'kotlin-build',
      }),
      `repositories {
    maven {
        url = uri("http://127.0.0.1:1234/maven/")
        isAllowInsecureProtocol = true
        credentials {
            username = "aws"
            password = providers.gradleProperty("codeartifactToken").getOrElse("")
        }
    }
}
`,
    );
  });

  for (const [bad, property] of [
    [`${url}'x`, 'a'],
    [`${url}$x`, 'a'],
    ['file:///x', 'a'],
    [url, 'a"b'],
  ] as const)
    it(`refuses ${bad} with ${property}`, () => {
      assert.throws(
        () => createGradleSnippet({ url: bad, property, style: 'groovy-build' }),
        (error: unknown) => isFailure(error) && error.code === 'settings-refused',
      );
    });
});
