import assert from 'node:assert/strict';
import { Failure } from '../../../../src/core/failure';
import { ConnectionStatusTracker } from '../../../../src/ui/explorer/connectionStatusTracker';

describe('ConnectionHealth', () => {
  const noon = new Date('2026-05-01T12:00:00Z');
  const identity = {
    account: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/me',
    longLived: false,
  };
  const away = new Failure('host-unknown', 'eu-west-1');

  it('is offline from the first call that reaches nobody to the next answer', () => {
    const health = new ConnectionStatusTracker(() => noon);
    assert.equal(health.recordResponse('a'), false);
    assert.equal(health.recordFailure('a', away), true);
    assert.equal(health.recordFailure('a', away), false, 'said once');
    assert.deepEqual(health.get('a'), { lastResponseAt: noon, offline: away });
    assert.deepEqual(health.get('b'), {}, 'of each connection for itself');
    assert.equal(health.recordResponse('a'), true);
    assert.deepEqual(health.get('a'), { lastResponseAt: noon });
  });

  it('is not offline where somebody has refused', () => {
    const health = new ConnectionStatusTracker(() => noon);
    health.recordFailure('a', away);
    assert.equal(health.recordFailure('a', new Failure('access-denied', 'x')), true);
    assert.deepEqual(health.get('a'), {});
  });

  it('is as of what a window before was told, until it is told something itself', () => {
    const health = new ConnectionStatusTracker(() => noon);
    const morning = new Date('2026-05-01T08:00:00Z');
    health.recordFailure('a', away);
    assert.equal(health.recordCachedResponse('a', morning), true);
    assert.equal(health.recordCachedResponse('a', new Date('2026-04-30T08:00:00Z')), false);
    assert.deepEqual(health.get('a'), { lastResponseAt: morning, offline: away });
    health.recordResponse('a');
    assert.equal(health.recordCachedResponse('a', morning), false);
    assert.deepEqual(health.get('a'), { lastResponseAt: noon });
  });

  it('knows who it is until it is somebody else', () => {
    const health = new ConnectionStatusTracker(() => noon);
    assert.equal(health.recordIdentity('a', identity), true);
    assert.equal(health.recordIdentity('a', identity), false);
    health.recordResponse('a');
    assert.deepEqual(health.get('a'), { identity, lastResponseAt: noon });
    const other = { ...identity, arn: 'arn:aws:iam::111122223333:user/you' };
    assert.equal(health.recordIdentity('a', other), true);
    assert.equal(health.get('a').identity, other);
  });
});
