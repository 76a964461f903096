import assert from 'node:assert/strict';
import { findClaims } from '../../../src/maven/findClaims';
import type { LocateSettingsInput } from '../../../src/maven/locateSettings';
import { createInvocations } from '../../../src/maven/mavenInvocation';
import { parsePom } from '../../../src/maven/parsePom';
import { parseSettings } from '../../../src/maven/parseSettings';

const host = 'https://team-111122223333.d.codeartifact.eu-west-1.amazonaws.com';
const url = `${host}/maven/releases/`;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const repository = (id: string, at: string) =>
  `<repository><id>${id}</id><url>${at}</url></repository>`;
const deploy = (id: string, at: string) =>
  `<distributionManagement>${repository(id, at)}</distributionManagement>`;
const mirror = (at: string, id = 'm') =>
  `<mirrors><mirror><id>${id}</id><url>${at}</url><mirrorOf>*</mirrorOf></mirror></mirrors>`;
const profile = (content: string, id = 'p') => `<profile><id>${id}</id>${content}</profile>`;
const profiles = (...content: string[]) => `<profiles>${content.join('')}</profiles>`;
const properties = (content: string) => `<properties>${content}</properties>`;
const repositories = (content: string) => `<repositories>${content}</repositories>`;
const active = (id: string) =>
  `<activeProfiles><activeProfile>${id}</activeProfile></activeProfiles>`;
const coordinates = (artifact: string) =>
  `<groupId>g</groupId><artifactId>${artifact}</artifactId><version>\${revision}</version>`;

interface Case {
  readonly settings?: string;
  readonly poms?: Readonly<Record<string, string>>;
  readonly input?: Partial<LocateSettingsInput>;
}

function find({ settings = '', poms = {}, input = {} }: Case): readonly string[] {
  const base = {
    accountHome: '/home/me',
    env: {},
    platform: 'linux',
    workspaceFolders: ['/app'],
  } as const;
  const { claims, conflicts, problems } = findClaims({
    settings: {
      file: 'settings.xml',
      view: parseSettings(bytesOf(`<settings>${settings}</settings>`)),
    },
    poms: Object.entries(poms).map(([file, text]) => ({
      file,
      view: parsePom(bytesOf(`<project>${text}</project>`)),
    })),
    approved: [],
    invocations: [createInvocations({ ...base, ...input }).terminal],
  });
  return [
    ...claims.map(({ id, domain, sources }) => {
      const names = new Set(sources.map(({ endpoint }) => endpoint?.repository ?? '?'));
      return `${id}>${domain.domain}/${[...names].join('+')}`;
    }),
    ...conflicts.map(({ id }) => `${id} conflict`),
    ...problems.map(({ code, id }) => `${code} ${id}`),
  ];
}

describe('expressions in repositories and mirrors', () => {
  const stage = (id: string, at: string, activation = '') =>
    profile(`${activation}${properties(`<u>${at}</u>`)}`, id);
  const elsewhere = 'https://nexus.example/';
  const onProperty = (name: string) =>
    `<activation><property><name>${name}</name></property></activation>`;
  const byDefault = '<activation><activeByDefault>true</activeByDefault></activation>';
  const cases: [what: string, input: Case, found: string[]][] = [
    [
      'row 1: a variable in a mirror',
      { settings: mirror('${env.U}'), input: { env: { U: url } } },
      ['m>team/releases'],
    ],
    ['row 1: an unset variable in a mirror', { settings: mirror('${env.U}') }, []],
    [
      'a variable without env., as Maven accepts it',
      { settings: mirror('${U}'), input: { env: { U: url } } },
      ['m>team/releases'],
    ],
    [
      'row 3: a property of the own profile of settings.xml',
      {
        settings:
          profiles(profile(properties(`<u>${url}</u>`) + repositories(repository('r', '${u}')))) +
          active('p'),
      },
      ['r>team/releases'],
    ],
    [
      'no property of a profile in a mirror',
      { settings: mirror('${u}') + profiles(stage('p', url)) + active('p') },
      [],
    ],
    [
      'row 4: a variable beside a literal pom with the id of the mirror',
      {
        settings: mirror('${env.U}'),
        poms: { '/app/pom.xml': repositories(repository('m', url)) },
      },
      ['m>team/releases'],
    ],
    [
      'row 6: a variable in distributionManagement',
      { poms: { '/app/pom.xml': deploy('d', '${env.U}') }, input: { env: { U: url } } },
      ['d>team/releases'],
    ],
    [
      'row 7: a property of the parent in the workspace',
      {
        poms: {
          '/app/pom.xml':
            coordinates('parent') + properties(`<revision>1</revision><h>${host}/maven</h>`),
          '/app/child/pom.xml': `<parent>${coordinates('parent')}</parent><artifactId>child</artifactId>${deploy('d', '${h}/releases/')}`,
        },
      },
      ['d>team/releases'],
    ],
    [
      'a repository of the parent with a property of the child',
      {
        poms: {
          '/app/pom.xml': coordinates('parent') + deploy('d', '${h}/releases/'),
          '/app/child/pom.xml': `<parent>${coordinates('parent')}</parent><artifactId>child</artifactId>${properties(`<h>${host}/maven</h>`)}`,
        },
      },
      ['d>team/releases'],
    ],
    [
      'nothing of a file that is not the parent',
      {
        poms: {
          '/app/pom.xml': coordinates('other') + properties(`<h>${host}/maven</h>`),
          '/app/child/pom.xml': `<parent>${coordinates('parent')}</parent><artifactId>child</artifactId>${deploy('d', '${h}/releases/')}`,
        },
      },
      [],
    ],
    [
      'row 9: a property of the profile of the repository',
      {
        poms: {
          '/app/pom.xml': profiles(
            profile(properties(`<u>${url}</u>`) + repositories(repository('r', '${u}'))),
          ),
        },
      },
      ['r>team/releases'],
    ],
    [
      'row 10: repositories of the root of settings.xml',
      { settings: repositories(repository('r', url)) },
      ['r>team/releases'],
    ],
    [
      'row 12: a version of several properties',
      {
        poms: {
          '/app/pom.xml': `<version>\${revision}\${changelist}</version>${properties('<revision>1</revision><changelist>-x</changelist>')}${deploy('d', `${host}/maven/r\${project.version}/`)}`,
        },
      },
      ['d>team/r1-x'],
    ],
    ...(['::default::', '::'] as const).map((separator): (typeof cases)[number] => [
      `row 14: altDeploymentRepository with ${separator} in settings.xml`,
      {
        settings:
          profiles(
            profile(
              properties(`<altDeploymentRepository>d${separator}${url}</altDeploymentRepository>`),
            ),
          ) + active('p'),
      },
      ['d>team/releases'],
    ]),
    [
      'row 14: altReleaseDeploymentRepository in a pom.xml',
      {
        poms: {
          '/app/pom.xml': properties(
            `<u>${url}</u><altReleaseDeploymentRepository>d::\${u}</altReleaseDeploymentRepository>`,
          ),
        },
      },
      ['d>team/releases'],
    ],
    [
      'row 14: altSnapshotDeploymentRepository among options',
      { input: { env: { MAVEN_ARGS: `-DaltSnapshotDeploymentRepository=d::${url}` } } },
      ['d>team/releases'],
    ],
    [
      'row 36: port, case and query',
      {
        settings: mirror(
          `${url.replace('https', 'HTTPS').replace('/maven', ':443/maven')}?profile=dev`,
        ),
      },
      ['m>team/releases'],
    ],
    [
      'row 38: a token in the URL',
      { settings: mirror(url.replace('https://', 'https://aws:${env.T}@')) },
      ['m>team/releases'],
    ],
    [
      'a repository that is not known, in a domain that is',
      { settings: mirror(`${host}/maven/\${env.R}/`) },
      ['m>team/?'],
    ],
    ['a host that an expression may continue', { settings: mirror(`${host}\${env.R}`) }, []],
    [
      '-D over a property of the pom',
      {
        poms: { '/app/pom.xml': properties(`<u>${elsewhere}</u>`) + deploy('d', '${u}') },
        input: { project: { folder: '/app', mavenConfig: `-Du=${url}\n` } },
      },
      ['d>team/releases'],
    ],
    [
      'a profile of settings.xml over the pom',
      {
        settings: profiles(stage('p', url)) + active('p'),
        poms: { '/app/pom.xml': properties(`<u>${elsewhere}</u>`) + deploy('d', '${u}') },
      },
      ['d>team/releases'],
    ],
    [
      'an inactive profile of settings.xml',
      {
        settings: profiles(stage('p', elsewhere)),
        poms: { '/app/pom.xml': properties(`<u>${url}</u>`) + deploy('d', '${u}') },
      },
      ['d>team/releases'],
    ],
    [
      'a profile of the pom that is active by default',
      { poms: { '/app/pom.xml': profiles(stage('p', url, byDefault)) + deploy('d', '${u}') } },
      ['d>team/releases'],
    ],
    [
      'one that another active profile switches off',
      {
        poms: {
          '/app/pom.xml':
            properties(`<u>${url}</u>`) +
            profiles(stage('p', elsewhere, byDefault), profile(onProperty('!x'), 'q')) +
            deploy('d', '${u}'),
        },
      },
      ['d>team/releases'],
    ],
    [
      'a profile that may be active or not',
      {
        poms: {
          '/app/pom.xml':
            properties(`<u>${url}</u>`) +
            profiles(stage('p', elsewhere, onProperty('env.CI'))) +
            deploy('d', '${u}'),
        },
      },
      [],
    ],
    [
      'a profile that a set variable activates',
      {
        poms: {
          '/app/pom.xml':
            properties(`<u>${elsewhere}</u>`) +
            profiles(stage('p', url, onProperty('env.CI'))) +
            deploy('d', '${u}'),
        },
        input: { env: { CI: '1' } },
      },
      ['d>team/releases'],
    ],
    [
      'a profile that -P activates',
      {
        poms: { '/app/pom.xml': profiles(stage('p', url)) + deploy('d', '${u}') },
        input: { env: { MAVEN_ARGS: '-Pp' } },
      },
      ['d>team/releases'],
    ],
    [
      'a circle',
      { poms: { '/app/pom.xml': properties('<a>${b}</a><b>${a}</b>') + deploy('d', '${a}') } },
      [],
    ],
    [
      'an id by a property',
      { poms: { '/app/pom.xml': properties('<i>d</i>') + deploy('${i}', url) } },
      ['d>team/releases'],
    ],
    [
      'the folder of the project in another scheme',
      { poms: { '/app/pom.xml': deploy('d', 'file://${project.basedir}/r') } },
      [],
    ],
  ];
  for (const [what, input, found] of cases) it(what, () => assert.deepEqual(find(input), found));

  it('lists ids whose URLs are not known as used', () => {
    const view = parseSettings(bytesOf(`<settings>${mirror('${env.U}')}</settings>`));
    const { usedIds } = findClaims({ settings: { file: 's', view }, poms: [], approved: [] });
    assert.deepEqual(usedIds, ['m']);
  });
});
