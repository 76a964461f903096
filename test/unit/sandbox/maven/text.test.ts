import assert from 'node:assert/strict';
import {
  formatGroupMetadata,
  formatPackageMetadata,
  parseMetadata,
  formatSnapshotMetadata,
} from '../../../../src/sandbox/maven/metadataXml';
import { parseMavenPath } from '../../../../src/sandbox/maven/mavenPath';
import { parsePomMetadata } from '../../../../src/sandbox/maven/parsePomMetadata';

describe('parseMavenPath', () => {
  const root = '/maven/d/my-team-111122223333/webapp';
  const place = { domain: 'my-team', owner: '111122223333', repository: 'webapp' };
  const asset = { kind: 'asset', group: 'org.x', artifact: 'y', version: '1.0' } as const;
  const paths: [path: string, parsed: object | undefined][] = [
    ['/org/x/y/1.0/y-1.0.jar', { ...place, target: { ...asset, asset: 'y-1.0.jar' } }],
    [
      '/org/x/y/1.0/y-1.0-sources.jar.sha1',
      { ...place, checksum: 'sha1', target: { ...asset, asset: 'y-1.0-sources.jar' } },
    ],
    [
      '/org/x/y/1.0-SNAPSHOT/y-1.0-20260101.101010-7.pom',
      {
        ...place,
        target: {
          ...asset,
          version: '1.0-SNAPSHOT',
          build: '1.0-20260101.101010-7',
          asset: 'y-1.0-20260101.101010-7.pom',
        },
      },
    ],
    [
      '/org/x/y/1.0-SNAPSHOT/maven-metadata.xml',
      {
        ...place,
        target: { kind: 'snapshot', group: 'org.x', artifact: 'y', version: '1.0-SNAPSHOT' },
      },
    ],
    [
      '/org/x/y/maven-metadata.xml.md5',
      { ...place, checksum: 'md5', target: { kind: 'metadata', folders: ['org', 'x', 'y'] } },
    ],
    ['/org/x/y/1.0/z-1.0.jar', { ...place, target: undefined }],
    ['/org/x/y/1.0/y-1.01.jar', { ...place, target: undefined }],
    ['/y/1.0/y-1.0.jar', { ...place, target: undefined }],
    ['/', { ...place, target: undefined }],
    ['/org/../x/y/1.0/y-1.0.jar', undefined],
    ['/org/%2e%2e/y/1.0/y-1.0.jar', undefined],
    ['/org/a%2fb/y/1.0/y-1.0.jar', undefined],
    ['/org//y/1.0/y-1.0.jar', undefined],
    ['/org/%zz/y/1.0/y-1.0.jar', undefined],
  ];
  for (const [path, parsed] of paths)
    it(path, () => assert.deepEqual(parseMavenPath(root + path), parsed));

  for (const path of [
    '/npm/d/my-team-111122223333/webapp/x',
    '/maven/webapp/x',
    '/maven/d/team/webapp/x',
  ])
    it(`${path} is none`, () => assert.equal(parseMavenPath(path), undefined));
});

describe('parsePomMetadata', () => {
  it('reads metadata and dependencies and resolves the POM’s own properties', () => {
    const { about, dependencies } = parsePomMetadata(`<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.p</groupId><artifactId>parent</artifactId><version>7</version></parent>
  <artifactId>x</artifactId><name> The
    X &amp; Y </name><description><![CDATA[All <of> it]]></description><url>https://x.example</url>
  <scm><url>https://git.example</url></scm>
  <licenses><license><name>Apache-2.0</name></license><license><url>https://l.example</url></license></licenses>
  <properties><y.version>1.\${minor}</y.version><minor>2</minor></properties>
  <dependencies>
    <dependency><groupId>org.y</groupId><artifactId>y</artifactId><version>\${y.version}</version></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>z</artifactId><version>\${project.version}</version><scope>test</scope></dependency>
    <dependency><groupId>org.w</groupId><artifactId>w</artifactId><optional>true</optional></dependency>
    <dependency><groupId>org.u</groupId><artifactId>u</artifactId><version>\${unknown}</version><scope>runtime</scope></dependency>
  </dependencies>
</project>`);
    assert.deepEqual(about, {
      displayName: 'The X & Y',
      summary: 'All <of> it',
      homePage: 'https://x.example',
      sourceCodeRepository: 'https://git.example',
      licenses: [{ name: 'Apache-2.0' }, { url: 'https://l.example' }],
    });
    assert.deepEqual(
      dependencies?.map(it => [it.namespace, it.package, it.dependencyType, it.versionRequirement]),
      [
        ['org.p', 'parent', 'parent', '7'],
        ['org.y', 'y', 'compile', '1.2'],
        ['org.p', 'z', 'test', '7'],
        ['org.w', 'w', 'optional', undefined],
        ['org.u', 'u', 'runtime', '${unknown}'],
      ],
    );
  });

  const odd: [what: string, xml: string][] = [
    ['nothing', ''],
    ['no XML', 'not <xml'],
    ['another root', '<settings/>'],
    [
      'a property that names itself',
      '<project><properties><a>${a}</a></properties><name>${a}</name></project>',
    ],
  ];
  for (const [what, xml] of odd)
    it(`survives ${what}`, () => assert.ok(typeof parsePomMetadata(xml) === 'object'));
});

describe('maven-metadata.xml', () => {
  it('is parsed as it was formatted', () => {
    const xml = formatPackageMetadata(
      'org.x',
      'y',
      ['1.0', '1.1', '2.0-SNAPSHOT'],
      new Date('2026-01-02T03:04:05Z'),
    );
    assert.deepEqual(parseMetadata(xml).versions, ['1.0', '1.1', '2.0-SNAPSHOT']);
    assert.match(xml, /<latest>2\.0-SNAPSHOT<\/latest>\s*<release>1\.1<\/release>/);
    assert.match(xml, /<lastUpdated>20260102030405<\/lastUpdated>/);
    const plugins = [{ name: 'A & B', prefix: 'a', artifact: 'a-maven-plugin' }];
    assert.deepEqual(parseMetadata(formatGroupMetadata(plugins)).plugins, plugins);
    const snapshot = formatSnapshotMetadata('org.x', 'y', '1-SNAPSHOT', [
      { extension: 'jar', classifier: 'sources', version: '1-20260101.101010-3' },
    ]);
    assert.deepEqual(parseMetadata(snapshot).snapshot, {
      timestamp: '20260101.101010',
      buildNumber: '3',
    });
    assert.match(snapshot, /<classifier>sources<\/classifier><extension>jar<\/extension>/);
  });

  it('is parsed as far as it is valid', () => {
    for (const xml of [
      '',
      '<html><p>Log in</html>',
      '<metadata><versioning>7</versioning></metadata>',
      '<a',
      '{}',
    ])
      assert.deepEqual(parseMetadata(xml).versions, []);
  });
});
