import assert from 'node:assert/strict';
import { chooseNodeVersions } from '../../../../tools/nodes/chooseVersions';

const offered = ['20.19.0', '20.20.2', '22.9.1', '22.23.5', '24.1.0', '24.22.3', '26.0.0'];
const supported = '>=20.19.0';

describe('chooseVersions', () => {
  const choose = (...wanted: string[]) =>
    chooseNodeVersions(wanted, supported, () => Promise.resolve(offered));

  it('takes the lowest that is supported and the newest of each release line', async () => {
    assert.deepEqual(await choose(), ['20.19.0', '22.23.5', '24.22.3']);
  });

  it('takes the newest in a range, and a version as it is', async () => {
    assert.deepEqual(await choose('24', '~22.9', '20.19.4'), ['24.22.3', '22.9.1', '20.19.4']);
  });

  it('refuses a range without a version', async () => {
    await assert.rejects(choose('21'), /no version of Node in the range 21/);
  });

  it('does not ask what is offered for versions alone', async () => {
    const offline = () => Promise.reject(new Error('offline'));
    assert.deepEqual(await chooseNodeVersions(['22.1.0'], supported, offline), ['22.1.0']);
  });
});
