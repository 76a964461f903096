import assert from 'node:assert/strict';
import { findNameProblem, type CoordinatePart } from '../../../src/core/nameRules';

describe('findNameProblem', () => {
  const taken: [part: CoordinatePart, name: string][] = [
    ['namespace', 'com.example'],
    ['package', 'tool_1-x'],
    ['version', '1.0.0+build.5'],
    ['version', 'x'.repeat(255)],
    ['package', 'Übersicht'],
    ['asset', 'a b.tar.gz'],
    ['asset', '~!@^&()-_+[]{};,.`'],
    ['asset', '日本語.txt'],
    ['asset', '...'],
  ];
  for (const [part, name] of taken)
    it(`takes ${JSON.stringify(name.slice(0, 20))} as ${part}`, () =>
      assert.equal(findNameProblem(part, name), undefined));

  const refused: [part: CoordinatePart, name: string, problem: object][] = [
    ['package', '', { kind: 'empty' }],
    ['asset', '', { kind: 'empty' }],
    ['namespace', 'a/b', { kind: 'character', character: '/' }],
    ['version', '1#2', { kind: 'character', character: '#' }],
    ['version', '1 2', { kind: 'character', character: ' ' }],
    ['version', '1\u00a02', { kind: 'character', character: '\u00a0' }],
    ['package', 'a\u202eb', { kind: 'character', character: '\u202e' }],
    ['package', 'a\u0000b', { kind: 'character', character: '\u0000' }],
    ['package', 'x'.repeat(256), { kind: 'too-long', limit: 255 }],
    ['asset', ' a', { kind: 'outer-space' }],
    ['asset', 'a ', { kind: 'outer-space' }],
    ['asset', 'a  b', { kind: 'double-space' }],
    ['asset', 'a/b', { kind: 'character', character: '/' }],
    ['asset', 'a\tb', { kind: 'character', character: '\t' }],
    ['asset', 'a:b', { kind: 'character', character: ':' }],
    ['asset', 'a😀', { kind: 'character', character: '😀' }],
    ['asset', '.', { kind: 'dots' }],
    ['asset', '..', { kind: 'dots' }],
    ['asset', 'x'.repeat(256), { kind: 'too-long', limit: 255 }],
  ];
  for (const [part, name, problem] of refused)
    it(`refuses ${JSON.stringify(name.slice(0, 20))} as ${part}`, () =>
      assert.deepEqual(findNameProblem(part, name), problem));
});
