import assert from 'node:assert/strict';
import { canAffect } from '../../../tools/tests/changedFiles';

const tests = {
  'out/test/unit/maven/readPom.test.js': [
    'src/maven/parsePom.ts',
    'test/unit/maven/parsePom.test.ts',
  ],
  'out/test/unit/core/arn.test.js': ['src/core/arn.ts'],
  'out/test/e2e/publish.test.js': ['tools/window/tree.ts'],
};
const product = {
  'dist/extension.js': ['src/extension.ts'],
  'dist/maven.js': ['src/maven/parsePom.ts'],
  'dist/sandbox.js': ['src/sandbox/main.ts', 'src/core/arn.ts'],
};

describe('what a change can affect', () => {
  for (const { changed, affected } of [
    {
      changed: 'src/maven/parsePom.ts',
      affected: ['unit/maven/readPom', 'host/x', 'e2e/publish'],
    },
    {
      changed: 'src/core/arn.ts',
      affected: ['unit/core/arn', 'host/x', 'e2e/publish', 'interop/x'],
    },
    { changed: 'tools/window/tree.ts', affected: ['e2e/publish'] },
    {
      changed: 'test/fixtures/a.xml',
      affected: ['unit/maven/readPom', 'unit/core/arn', 'host/x', 'e2e/publish'],
    },
    { changed: 'CONTRIBUTING.md', affected: [] },
  ])
    it(`of ${changed}: ${affected.join(', ') || 'nothing'}`, () => {
      const every = ['unit/maven/readPom', 'unit/core/arn', 'host/x', 'e2e/publish', 'interop/x'];
      const can = canAffect([changed], tests, product);
      const found = every.filter(name => {
        const [suite = '', ...file] = name.split('/');
        return can(suite, file.join('/'));
      });
      assert.deepEqual(found, affected);
    });

  it('is everything where the dependencies change', () => {
    assert.ok(canAffect(['package-lock.json'], tests, product)('interop', 'x'));
  });
});
