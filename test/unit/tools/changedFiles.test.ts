import assert from 'node:assert/strict';
import { canAffect } from '../../../tools/tests/changedFiles';

const tests = {
  'out/test/unit/maven/readPom.test.js': [
    'src/maven/readPom.ts',
    'test/unit/maven/readPom.test.ts',
  ],
  'out/test/unit/model/arn.test.js': ['src/model/arn.ts'],
  'out/test/story/publish.test.js': ['tools/window/tree.ts'],
};
const product = {
  'dist/extension.js': ['src/extension.ts'],
  'dist/maven.js': ['src/maven/readPom.ts'],
  'dist/sandbox.js': ['src/sandbox/main.ts', 'src/model/arn.ts'],
};

describe('what a change can affect', () => {
  for (const { changed, affected } of [
    {
      changed: 'src/maven/readPom.ts',
      affected: ['unit/maven/readPom', 'host/x', 'story/publish'],
    },
    {
      changed: 'src/model/arn.ts',
      affected: ['unit/model/arn', 'host/x', 'story/publish', 'peers/x'],
    },
    { changed: 'tools/window/tree.ts', affected: ['story/publish'] },
    {
      changed: 'test/fixtures/a.xml',
      affected: ['unit/maven/readPom', 'unit/model/arn', 'host/x', 'story/publish'],
    },
    { changed: 'CONTRIBUTING.md', affected: [] },
  ])
    it(`of ${changed}: ${affected.join(', ') || 'nothing'}`, () => {
      const every = ['unit/maven/readPom', 'unit/model/arn', 'host/x', 'story/publish', 'peers/x'];
      const can = canAffect([changed], tests, product);
      const found = every.filter(name => {
        const [suite = '', ...file] = name.split('/');
        return can(suite, file.join('/'));
      });
      assert.deepEqual(found, affected);
    });

  it('is everything where the dependencies change', () => {
    assert.ok(canAffect(['package-lock.json'], tests, product)('peers', 'x'));
  });
});
