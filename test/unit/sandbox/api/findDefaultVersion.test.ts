import assert from 'node:assert/strict';
import { findDefaultVersion } from '../../../../src/sandbox/api/findDefaultVersion';
import type { VersionRecord } from '../../../../src/sandbox/store/records';

describe('findDefaultVersion', () => {
  const named = (name: string, published = 1, status: VersionRecord['status'] = 'Published') => {
    const origin = { type: 'INTERNAL' } as const;
    return { name, record: { status, revision: 'r', published, origin, assets: [] } };
  };
  const cases: [
    what: string,
    format: 'maven' | 'generic',
    all: ReturnType<typeof named>[],
    shown?: string,
  ][] = [
    ['none of no versions', 'maven', []],
    ['no unpublished one', 'maven', [named('1', 1, 'Unfinished'), named('2', 2, 'Archived')]],
    ['the latest, not the greatest', 'maven', [named('2.0', 1), named('1.9.1', 2)], '1.9.1'],
    ['the latest that is Published', 'maven', [named('1'), named('2', 2, 'Unlisted')], '1'],
    [
      'the greatest of one time for Maven',
      'maven',
      [named('1.10'), named('1.9'), named('1.10-rc1')],
      '1.10',
    ],
    ['the greatest number of one time', 'generic', [named('1.9'), named('1.10')], '1.10'],
    ['the last text of one time', 'generic', [named('b'), named('c'), named('a')], 'c'],
  ];
  for (const [what, format, all, shown] of cases)
    it(`returns ${what}`, () => assert.equal(findDefaultVersion(format, all), shown));
});
