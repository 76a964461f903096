import assert from 'node:assert/strict';
import { connect } from '../../../src/aws/chunk';
import { isCancelled, isFailure } from '../../../src/model/failure';
import { patience } from './coordinates';
import { credentialKinds } from './credentialKinds';
import type { Cloud } from './cloud';
import { withCloud } from './withCloud';
import type { World } from './world';

const limits = { connectMs: 1000, answerMs: 400, processMs: 1500, metadataMs: 400 };

describe('credentials', () => {
  let world: World;
  let cloud: Cloud;
  withCloud(given => ({ world, cloud } = given));

  const connected = (kind: (typeof credentialKinds)[number]) => {
    kind.setUp(world, cloud);
    return connect(kind.connection, world.options({ approved: cloud.approved, limits }));
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
          const error: unknown = await api.domains(undefined, patience).catch((it: unknown) => it);
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
        it('are given up within 500 ms', async () => {
          kind.setUp(world, cloud);
          const patient = { ...limits, answerMs: 20_000, processMs: 20_000, metadataMs: 20_000 };
          const options = world.options({ approved: cloud.approved, limits: patient });
          const api = connect(kind.connection, options);
          hanging.break(world, cloud);
          const stop = new AbortController();
          const pending = api.domains(undefined, stop.signal).catch((error: unknown) => error);
          setTimeout(() => stop.abort(), 100);
          const before = performance.now();
          assert.ok(isCancelled(await pending));
          assert.ok(performance.now() - before < 600);
          api.dispose();
        });
    });
  }
});
