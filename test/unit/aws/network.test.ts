import assert from 'node:assert/strict';
import { defaultLimits } from '../../../src/aws/client/awsOptions';
import { createCodeArtifact } from '../../../src/aws/aws';
import { isCancelled, isFailure } from '../../../src/core/failure';
import { sandboxAt } from './coordinates';
import { ManualTimers } from './manualTimers';
import { FaultyServer, networkFaults, type NetworkFault } from './networkFaults';
import { operations } from './operations';
import { World } from './world';

const calls = [
  ...operations,
  {
    name: 'GetCallerIdentity',
    run: ((api, _, signal) => api.identity(signal)) as (typeof operations)[number]['run'],
  },
];

describe('the network at its worst', () => {
  let world: World;
  let timers: ManualTimers;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  before(() => process.on('unhandledRejection', note));
  after(() => process.off('unhandledRejection', note));
  beforeEach(() => {
    world = new World();
    timers = new ManualTimers();
  });
  afterEach(() => {
    world.dispose();
    assert.deepEqual(unhandled, []);
  });

  async function withFault<T>(
    fault: NetworkFault,
    use: (
      run: (call: (typeof calls)[number], signal: AbortSignal) => Promise<unknown>,
      server: FaultyServer,
    ) => Promise<T>,
  ): Promise<T> {
    const server = new FaultyServer(fault);
    const port = await server.start();
    const given = fault.endpoint ?? 'http';
    const endpoint = given.includes(':') ? given : `${given}://127.0.0.1:${port}`;
    const limits = { ...defaultLimits, ...fault.limits, startTimer: timers.start };
    const api = createCodeArtifact(sandboxAt(endpoint), world.options({ limits }));
    try {
      return await use((call, signal) => call.run(api, endpoint, signal), server);
    } finally {
      api.dispose();
      await server.stop();
    }
  }

  it(`is met in ${networkFaults.length} ways by ${calls.length} calls`, () => {
    assert.ok(networkFaults.length >= 25);
    assert.ok(calls.length >= 10);
  });

  for (const fault of networkFaults) {
    it(`${fault.what}: ${fault.codes.join(' or ')}`, async () => {
      await withFault(fault, async (run, server) => {
        const patience = new AbortController().signal;
        const ended = calls.map(call => run(call, patience).catch((error: unknown) => error));
        if (fault.hangs) {
          await server.asked(calls.length);
          // Calls that carry assets have twice the limit.
          timers.pass(2 * defaultLimits.answerMs);
        }
        const ends = await Promise.all(ended);
        ends.forEach((end, index) => {
          const name = calls[index]?.name ?? '';
          assert.ok(isFailure(end), `${name}: ${end instanceof Error ? end.stack : 'it worked'}`);
          // STS answers in XML, so what is no JSON may still be an empty answer to it.
          assert.ok(fault.codes.includes(end.code), `${name}: ${end.stack}`);
          assert.equal(end.details.operation, name.replace(/ .*/, ''));
        });
      });
    });

    if (fault.hangs)
      it(`${fault.what}: is given up at once`, () =>
        withFault(fault, async (run, server) => {
          const stop = new AbortController();
          const pending = calls.map(call => run(call, stop.signal).catch((it: unknown) => it));
          await server.asked(calls.length);
          stop.abort();
          for (const end of await Promise.all(pending)) assert.ok(isCancelled(end), String(end));
        }));
  }

  it('a call that is given up before it starts sends nothing', async () => {
    const fault: NetworkFault = {
      what: 'counts',
      codes: [],
      onConnection: () => assert.fail('connected'),
    };
    await withFault(fault, async run => {
      for (const call of calls) {
        const end: unknown = await run(call, AbortSignal.abort()).catch((it: unknown) => it);
        assert.ok(isCancelled(end), String(end));
      }
    });
  });
});
