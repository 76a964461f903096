import assert from 'node:assert/strict';
import {
  compareMavenVersions,
  findDefaultVersion,
} from '../../../../src/sandbox/maven/versionOrder';
import type { VersionRecord } from '../../../../src/sandbox/store/records';

describe('the order of Maven versions', () => {
  const pairs: [smaller: string, greater: string][] = [
    ['1-bar', '1-foo'],
    ['1-sp', '1-abc'],
    ['1-snapshot', '1-abc'],
    ['1-foo', '1.1'],
    ['1-alpha', '1-beta'],
    ['1-beta', '1-milestone'],
    ['1-milestone', '1-rc'],
    ['1-rc', '1-snapshot'],
    ['1-snapshot', '1'],
    ['1', '1-sp'],
    ['1-a1', '1-b1'],
    ['1-b1', '1-m1'],
    ['1-alpha-9', '1-alpha-10'],
    ['1.0-alpha', '1.0.1'],
    ['1', '1-a'],
    ['1.9', '1.10'],
    ['', '1'],
    ['1-é', '1-ü'],
  ];
  for (const [smaller, greater] of pairs)
    it(`has '${smaller}' before '${greater}'`, () => {
      assert.ok(compareMavenVersions(smaller, greater) < 0);
      assert.ok(compareMavenVersions(greater, smaller) > 0);
    });

  for (const [a, b] of [
    ['1.0.0', '1'],
    ['1-FINAL', '1'],
    ['1-release', '1'],
    ['1-foo', '1-FOO'],
    ['1-cr2', '1-rc-2'],
    ['1-m2', '1-milestone-2'],
    ['1_1', '1.1'],
    ['1+1', '1-1'],
    ['', '0'],
  ] as const)
    it(`has '${a}' and '${b}' alike`, () => {
      assert.equal(compareMavenVersions(a, b), 0);
      assert.equal(compareMavenVersions(b, a), 0);
    });
});

describe('the version that is shown for a package', () => {
  const named = (name: string, status: VersionRecord['status'] = 'Published') => ({
    name,
    record: { status, revision: 'r', origin: { type: 'INTERNAL' }, assets: [] } as const,
  });
  const cases: [
    what: string,
    format: 'maven' | 'generic',
    all: ReturnType<typeof named>[],
    shown?: string,
  ][] = [
    ['none', 'maven', []],
    ['none that is published', 'maven', [named('1', 'Unfinished'), named('2', 'Archived')]],
    ['the greatest for Maven', 'maven', [named('1.10'), named('1.9'), named('1.10-rc1')], '1.10'],
    ['the greatest that is published', 'maven', [named('1'), named('2', 'Unlisted')], '1'],
    ['the greatest by its numbers', 'generic', [named('1.9'), named('1.10'), named('1.2')], '1.10'],
    ['the last by its letters', 'generic', [named('b'), named('c'), named('a')], 'c'],
  ];
  for (const [what, format, all, shown] of cases)
    it(`is ${what}`, () => assert.equal(findDefaultVersion(format, all), shown));
});
