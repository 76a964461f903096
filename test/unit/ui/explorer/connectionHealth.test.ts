import assert from 'node:assert/strict';
import { Failure } from '../../../../src/core/failure';
import { ConnectionHealth } from '../../../../src/ui/explorer/connectionHealth';

describe('ConnectionHealth', () => {
  const noon = new Date('2026-05-01T12:00:00Z');
  const identity = {
    account: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/me',
    longLived: false,
  };
  const away = new Failure('host-unknown', 'eu-west-1');

  it('is offline from the first call that reaches nobody to the next answer', () => {
    const health = new ConnectionHealth(() => noon);
    assert.equal(health.answered('a'), false);
    assert.equal(health.failed('a', away), true);
    assert.equal(health.failed('a', away), false, 'said once');
    assert.deepEqual(health.of('a'), { answered: noon, offline: away });
    assert.deepEqual(health.of('b'), {}, 'of each connection for itself');
    assert.equal(health.answered('a'), true);
    assert.deepEqual(health.of('a'), { answered: noon });
  });

  it('is not offline where somebody has refused', () => {
    const health = new ConnectionHealth(() => noon);
    health.failed('a', away);
    assert.equal(health.failed('a', new Failure('access-denied', 'x')), true);
    assert.deepEqual(health.of('a'), {});
  });

  it('is as of what a window before was told, until it is told something itself', () => {
    const health = new ConnectionHealth(() => noon);
    const morning = new Date('2026-05-01T08:00:00Z');
    health.failed('a', away);
    assert.equal(health.recalled('a', morning), true);
    assert.equal(health.recalled('a', new Date('2026-04-30T08:00:00Z')), false);
    assert.deepEqual(health.of('a'), { answered: morning, offline: away });
    health.answered('a');
    assert.equal(health.recalled('a', morning), false);
    assert.deepEqual(health.of('a'), { answered: noon });
  });

  it('knows who it is until it is somebody else', () => {
    const health = new ConnectionHealth(() => noon);
    assert.equal(health.identified('a', identity), true);
    assert.equal(health.identified('a', identity), false);
    health.answered('a');
    assert.deepEqual(health.of('a'), { identity, answered: noon });
    const other = { ...identity, arn: 'arn:aws:iam::111122223333:user/you' };
    assert.equal(health.identified('a', other), true);
    assert.equal(health.of('a').identity, other);
  });
});
