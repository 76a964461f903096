import assert from 'node:assert/strict';
import { findPropertyClaims } from '../../../src/gradle/findPropertyClaims';
import { parseGradleScript } from '../../../src/gradle/parseGradleScript';
import type { ScriptLanguage } from '../../../src/gradle/scriptTokenizer';

const url = (domain = 'demo') =>
  `https://${domain}-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/`;
const kotlin = (password: string, address = `uri("${url()}")`) =>
  `repositories { maven {\n url = ${address}\n credentials { username = "aws"; password = ${password} }\n} }`;
const groovy = (password: string, address = `'${url()}'`) =>
  `repositories { maven {\n url ${address}\n credentials { username 'aws'; password ${password} }\n} }`;
const find = `findProperty("codeartifactToken")`;
const parts = (domain: string, owner: string, region: string) =>
  `"https://${domain}-${owner}.d.codeartifact.${region}.amazonaws.com/maven/releases/"`;
const token = ['codeartifactToken demo'];

const rows: readonly [
  what: string,
  language: ScriptLanguage,
  script: string,
  claims: readonly string[],
][] = [
  [
    'a property delegated to settings',
    'kotlin',
    `val codeartifactToken: String by settings\n${kotlin('codeartifactToken')}`,
    token,
  ],
  [
    'a property delegated to the project in a function',
    'kotlin',
    `fun RepositoryHandler.own() = maven("${url()}") {\n credentials {\n val codeartifactToken: String by project\n password = codeartifactToken } }`,
    token,
  ],
  ['a bare property', 'groovy', groovy('codeartifactToken'), token],
  ['a property in a string', 'groovy', groovy('"${codeartifactToken}"'), token],
  ['a short reference in a string', 'groovy', groovy('"$codeartifactToken"'), token],
  ['an element of properties', 'groovy', groovy("project.properties['codeartifactToken']"), token],
  [
    'a variable that holds the property',
    'groovy',
    `def secret = ${find}\n${groovy('secret')}`,
    token,
  ],
  [
    'named credentials',
    'kotlin',
    `maven {\n name = "company"\n url = uri("${url()}")\n credentials(PasswordCredentials::class)\n}`,
    ['companyPassword demo'],
  ],
  ['a URL in gradle.properties', 'groovy', groovy(find, 'repositoryUrl'), token],
  [
    'defaults of variables',
    'kotlin',
    `val d = System.getenv("D") ?: "demo"\nval r = providers.gradleProperty("r").orElse("eu-west-1")\n${kotlin(find, `uri(${parts('${d}', '111122223333', '${r.get()}')})`)}`,
    token,
  ],
  [
    'a sum of strings',
    'groovy',
    `def d = 'demo'\n${groovy(find, `'https://' + d + '-111122223333.d.codeartifact.eu-west-1.amazonaws.com/maven/releases/'`)}`,
    token,
  ],
  [
    'extra properties in Groovy',
    'groovy',
    `ext { d = 'demo'; o = '111122223333' }\next.r = 'eu-west-1'\n${groovy(find, parts('${rootProject.ext.d}', '${o}', '${r}'))}`,
    token,
  ],
  [
    'extra properties in Kotlin',
    'kotlin',
    `val d by extra("demo")\nextra["o"] = "111122223333"\n${kotlin(find, parts('$d', '${extra["o"]}', 'eu-west-1'))}`,
    token,
  ],
  [
    'constants of an object',
    'kotlin',
    `object Ca { const val D = "demo" }\n${kotlin(find, parts('${Ca.D}', '111122223333', 'eu-west-1'))}`,
    token,
  ],
  [
    'the same name in another block',
    'kotlin',
    `val d = "demo"\nscm { d = "other" }\n${kotlin(find, parts('$d', '111122223333', 'eu-west-1'))}`,
    token,
  ],
  [
    'a parameter that hides a constant',
    'kotlin',
    `val d = "demo"\nfun own(d: String = "other") { ${kotlin(find, parts('$d', '111122223333', 'eu-west-1'))} }`,
    [],
  ],
  [
    'a constant that a branch changes',
    'groovy',
    `def d = 'demo'\nif (prod) { d = 'other' }\n${groovy(find, parts('$d', '111122223333', 'eu-west-1'))}`,
    [],
  ],
  ['an unknown repository', 'groovy', groovy(find, `"${url()}".replace('x', 'y')`), token],
  [
    'two domains with a property each',
    'groovy',
    `${groovy(`findProperty('a')`)}\n${groovy(`findProperty('b')`, `'${url('two')}'`)}`,
    ['a demo', 'b two'],
  ],
  [
    'a switch between two domains',
    'groovy',
    `def all = [x: '${url()}', y: '${url('two')}']\n${groovy(find, 'all[stage]')}`,
    ['codeartifactToken demo, two'],
  ],
  [
    'the password of a foreign repository',
    'groovy',
    `${groovy(find, "'https://nexus.example/r'")}\nmaven { url '${url()}' }`,
    [],
  ],
  ['a URL in a comment', 'groovy', `// url '${url()}'\n${find}`, []],
  ['a password from the environment', 'groovy', groovy('System.env.CODEARTIFACT_AUTH_TOKEN'), []],
  [
    'a domain from a function',
    'kotlin',
    kotlin(
      find,
      `uri("https://\${ca("d")}.d.codeartifact." + "\${ca("r")}.amazonaws.com/maven/r/")`,
    ),
    [],
  ],
];

describe('forms of Gradle scripts', () => {
  const values = new Map([['repositoryUrl', url()]]);
  for (const [what, language, script, expected] of rows)
    it(`reads ${what}`, () => {
      const view = parseGradleScript(script, language, values);
      const { claims, conflicts } = findPropertyClaims({
        scripts: [{ file: 'build.gradle', view }],
        properties: ['codeartifactToken'],
        approved: [],
      });
      assert.deepEqual(
        [
          ...claims.map(({ property, domain }) => `${property} ${domain.domain}`),
          ...conflicts.map(
            ({ property, claims: all }) =>
              `${property} ${all.map(({ domain }) => domain.domain).join(', ')}`,
          ),
        ],
        expected,
      );
    });
});
