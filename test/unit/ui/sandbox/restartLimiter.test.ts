import assert from 'node:assert/strict';
import {
  isUnexpectedExit,
  exitReason,
  RestartLimiter,
} from '../../../../src/ui/sandbox/restartLimiter';

describe('the end of a sandbox', () => {
  const ends: [what: string, code: number | null, stopped: boolean, byItself: boolean][] = [
    ['asked for', 0, true, false],
    ['asked for by another window', 0, false, false],
    ['with a failure', 4, false, true],
    ['with a failure once it was asked to end', 1, true, false],
    ['by a signal', null, false, true],
  ];
  for (const [what, code, stopped, byItself] of ends)
    it(`is ${byItself ? '' : 'not '}unexpected: ${what}`, () => {
      const end = { code, signal: code === null ? 'SIGKILL' : null };
      assert.equal(isUnexpectedExit(end, stopped), byItself);
    });

  it('has its last words as the reason, or the signal that killed it', () => {
    assert.equal(
      exitReason({ code: 4, signal: null }, 'The folder is gone.'),
      'The folder is gone.',
    );
    assert.equal(exitReason({ code: 7, signal: null }, undefined), 'it ended with code 7');
    assert.equal(
      exitReason({ code: null, signal: 'SIGKILL' }, 'GET / 200'),
      'it was killed (SIGKILL)',
    );
  });
});

describe('Restarts', () => {
  it('tells the first end and the last one, after which it gives up', () => {
    const restarts = new RestartLimiter();
    assert.deepEqual(
      [100, 0, 2000].map(ran => restarts.recordExit(ran)),
      ['first', 'again', 'last'],
    );
    assert.equal(restarts.mayRestart, false);
    restarts.reset();
    assert.equal(restarts.mayRestart, true);
    assert.equal(restarts.recordExit(0), 'first');
  });

  it('counts anew after a sandbox that ran for long', () => {
    const restarts = new RestartLimiter();
    assert.deepEqual(
      [0, 0, 90_000].map(ran => restarts.recordExit(ran)),
      ['first', 'again', 'first'],
    );
    assert.equal(restarts.mayRestart, true);
  });
});
