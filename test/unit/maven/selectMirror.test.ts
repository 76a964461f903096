import assert from 'node:assert/strict';
import { selectMirror } from '../../../src/maven/selectMirror';

describe('selectMirror', () => {
  const web = { id: 'r', url: 'https://r.example/' };
  const cases: [
    patterns: string[],
    repository: { id: string; url: string },
    index: number | undefined,
  ][] = [
    [['*'], web, 0],
    [['r'], web, 0],
    [['R'], web, undefined],
    [['a,r'], web, 0],
    [['a, r'], web, 0],
    [['*,!r'], web, undefined],
    [['!r,*'], web, undefined],
    [['*', 'r'], web, 1],
    [['a', '*', 'external:*'], web, 1],
    [['external:*'], web, 0],
    [['external:*'], { id: 'r', url: 'http://localhost:8081/x' }, undefined],
    [['external:*'], { id: 'r', url: 'http://127.0.0.1/x' }, undefined],
    [['external:*'], { id: 'r', url: 'file:///x' }, undefined],
    [['external:*,!r'], web, undefined],
    [['external:http:*'], web, undefined],
    [['external:http:*'], { id: 'r', url: 'http://r.example/' }, 0],
    [[''], web, undefined],
    [[], web, undefined],
  ];
  for (const [patterns, repository, index] of cases)
    it(`${JSON.stringify(patterns)} for ${repository.id} at ${repository.url}`, () => {
      const mirrors = patterns.map((mirrorOf, number) => ({ id: `m${number}`, mirrorOf }));
      assert.equal(
        selectMirror(mirrors, repository)?.id,
        index === undefined ? undefined : `m${index}`,
      );
    });
});
