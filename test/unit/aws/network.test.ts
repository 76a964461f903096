import assert from 'node:assert/strict';
import { connect } from '../../../src/aws/chunk';
import { isCancelled, isFailure } from '../../../src/model/failure';
import { sandboxAt } from './coordinates';
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
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  before(() => process.on('unhandledRejection', note));
  after(() => process.off('unhandledRejection', note));
  beforeEach(() => (world = new World()));
  afterEach(() => {
    world.dispose();
    assert.deepEqual(unhandled, []);
  });

  async function withFault<T>(
    fault: NetworkFault,
    answerMs: number,
    use: (
      run: (call: (typeof calls)[number], signal: AbortSignal) => Promise<unknown>,
    ) => Promise<T>,
  ): Promise<T> {
    const server = new FaultyServer(fault);
    const port = await server.start();
    const given = fault.endpoint ?? 'http';
    const endpoint = given.includes(':') ? given : `${given}://127.0.0.1:${port}`;
    const limits = { connectMs: 5000, answerMs, processMs: 1, metadataMs: 1 };
    const api = connect(sandboxAt(endpoint), world.options({ limits }));
    try {
      return await use((call, signal) => call.run(api, endpoint, signal));
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
      const answerMs = fault.hangs ? 250 : 8000;
      await withFault(fault, answerMs, async run => {
        const patience = new AbortController().signal;
        const before = performance.now();
        const ends = await Promise.all(
          calls.map(call => run(call, patience).catch((error: unknown) => error)),
        );
        const took = performance.now() - before;
        ends.forEach((end, index) => {
          const name = calls[index]?.name ?? '';
          assert.ok(isFailure(end), `${name}: ${end instanceof Error ? end.stack : 'it worked'}`);
          // STS answers in XML, so what is no JSON may still be an empty answer to it.
          assert.ok(fault.codes.includes(end.code), `${name}: ${end.stack}`);
          assert.equal(end.details.operation, name.replace(/ .*/, ''));
        });
        assert.ok(took < answerMs + 1000, `took ${took} ms`);
      });
    });

    if (fault.hangs)
      it(`${fault.what}: is given up within 500 ms`, () =>
        withFault(fault, 20_000, async run => {
          const stop = new AbortController();
          const pending = calls.map(call => run(call, stop.signal).catch((it: unknown) => it));
          await new Promise(resolve => setTimeout(resolve, 60));
          const before = performance.now();
          stop.abort();
          for (const end of await Promise.all(pending)) assert.ok(isCancelled(end), String(end));
          assert.ok(performance.now() - before < 500);
        }));
  }

  it('a call that is given up before it starts sends nothing', async () => {
    const fault: NetworkFault = {
      what: 'counts',
      codes: [],
      onConnection: () => assert.fail('connected'),
    };
    await withFault(fault, 1000, async run => {
      for (const call of calls) {
        const end: unknown = await run(call, AbortSignal.abort()).catch((it: unknown) => it);
        assert.ok(isCancelled(end), String(end));
      }
    });
  });
});
