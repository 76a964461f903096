import assert from 'node:assert/strict';
import { defaultLimits } from '../../../src/aws/client/awsOptions';
import { createCodeArtifact } from '../../../src/aws/aws';
import { isCancelled, isFailure } from '../../../src/core/failure';
import { patience } from './coordinates';
import { credentialKinds } from './credentialKinds';
import type { Cloud } from './cloud';
import { ManualTimers } from './manualTimers';
import { withCloud } from './withCloud';
import type { World } from './world';

describe('credentials', () => {
  let world: World;
  let cloud: Cloud;
  let timers: ManualTimers;
  withCloud(given => ({ world, cloud } = given));
  beforeEach(() => (timers = new ManualTimers()));

  const connected = (kind: (typeof credentialKinds)[number]) => {
    kind.setUp(world, cloud);
    const limits = { ...defaultLimits, startTimer: timers.start };
    return createCodeArtifact(kind.connection, world.options({ approved: cloud.approved, limits }));
  };

  for (const kind of credentialKinds) {
    describe(kind.name, () => {
      it('work', async () => {
        const api = connected(kind);
        await api.domains(undefined, patience);
        assert.deepEqual(cloud.callers, [kind.caller]);
        api.dispose();
      });

      for (const fault of kind.faults)
        it(`${fault.what}: ${fault.how}`, async () => {
          const api = connected(kind);
          fault.break(world, cloud);
          const ended = api.domains(undefined, patience).catch((it: unknown) => it);
          if (fault.what === 'hangs') {
            await cloud.hanging;
            timers.pass(defaultLimits.processMs);
          }
          const error: unknown = await ended;
          api.dispose();
          assert.ok(isFailure(error), error instanceof Error ? error.stack : 'it worked');
          assert.equal(error.code, fault.code, error.stack);
          const { reason = '', message = '' } = error.details;
          if (fault.why) assert.match(reason + message, fault.why);
          // What a user or a log is shown holds neither a key nor what a process was given.
          const shown = JSON.stringify(error.details) + error.message + error.subject;
          assert.doesNotMatch(shown, /hunter2|password|secret-|cloud-token|sso-access/);
        });

      const hanging = kind.faults.find(({ what }) => what === 'hangs');
      if (hanging)
        it('are given up at once', async () => {
          const api = connected(kind);
          hanging.break(world, cloud);
          const stop = new AbortController();
          const pending = api.domains(undefined, stop.signal).catch((error: unknown) => error);
          await cloud.hanging;
          stop.abort();
          assert.ok(isCancelled(await pending));
          api.dispose();
        });
    });
  }
});
