import assert from 'node:assert/strict';
import path from 'node:path';
import { parseOptions } from '../../../../src/sandbox/options';
import { sandboxArguments } from '../../../../src/ui/sandbox/sandboxArguments';

describe('sandboxArguments', () => {
  it('are read by the sandbox, even where a folder begins with a hyphen', () => {
    const options = parseOptions(sandboxArguments('-data', '-maven', ['--reset']), '/home');
    assert.ok(options !== 'help');
    assert.equal(options.data, path.resolve('-data'));
    assert.equal(options.upstreams['public:maven-central'], path.resolve('-maven'));
    assert.ok(options.reset && options.exitWithParent);
  });

  it('leave the upstream to the sandbox where there is no setting', () =>
    assert.deepEqual(sandboxArguments('/data', '', []), [
      ...['--data=/data', '--seed=lesson', '--exit-with-parent'],
    ]));
});
