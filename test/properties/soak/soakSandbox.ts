import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startSandboxProcess, type SandboxProcess } from '../../interop/sandboxProcess';
import { Random } from '../random';
import { openFiles } from './openFiles';
import { removeTree } from './removeTree';
import { randomRequest } from './requests';
import { SoakClient } from './soakClient';
import { encode, type Vanishing, type Wire } from './wire';

/** What a soak has shown. A death, a leak, a hang or a wrong answer throws instead. */
export interface SoakFigures {
  requests: number;
  answered: number;
  vanished: number;
  /** Connections that the sandbox cut: only where a fault made it. */
  cut: number;
  blobsRemoved: number;
  unreadable: number;
  openFiles: number | undefined;
}

const clientsAtOnce = 10;
const settleMilliseconds = 15_000;

const someFaults: readonly (readonly object[])[] = [
  [{ on: '*', drop: true, times: 3 }],
  [{ on: 'maven', truncateAfterBytes: 100, times: 3 }],
  [{ on: 'GetPackageVersionAsset', truncateAfterBytes: 0, times: 3 }],
  [{ on: 'maven', lengthOffset: 40, times: 3 }],
  [{ on: 'maven', latencyMs: 20, drop: true, times: 3 }],
  [{ on: '*', contentType: 'bad\nheader', body: 'x', times: 1 }],
];

/**
 * Sends `count` requests at random to a sandbox of its own in `folder`: reads, uploads and API calls,
 * a third of them from clients that vanish; in the third quarter with faults, in the last one with
 * files of assets removed beneath it.
 */
export async function soakSandbox(
  folder: string,
  seed: number,
  count: number,
): Promise<SoakFigures> {
  // An upstream on the network would keep sockets open between requests.
  const upstream = path.join(folder, 'upstream');
  mkdirSync(upstream);
  const args = ['--seed', 'lesson', '--faults', '--upstream', upstream];
  const sandbox = await startSandboxProcess(path.join(folder, 'data'), args);
  const atStart = openFiles(sandbox.child.pid ?? 0, sandbox.data) ?? [];
  const sockets = atStart.filter(it => it === 'socket').length;
  const client = new SoakClient(sandbox.announcement);
  await client.signIn();
  const figures: SoakFigures = {
    requests: 0,
    answered: 0,
    vanished: 0,
    cut: 0,
    blobsRemoved: 0,
    unreadable: 0,
    openFiles: undefined,
  };
  const soak = { sandbox, sockets, client, random: new Random(seed), figures };
  // What a process opens once, at its first upload or answer, is no leak.
  await traffic(soak, Math.ceil(count / 20), () => undefined);
  await settled(soak, undefined);
  const before = openFiles(sandbox.child.pid ?? 0, sandbox.data);
  await traffic(soak, Math.floor(count * 0.45), () => undefined);
  await traffic(soak, Math.floor(count * 0.25), faultsNowAndThen);
  await client.setFaults([]);
  await traffic(soak, count - figures.requests, removeBlobNowAndThen);
  await settled(soak, before);
  figures.openFiles = before?.length;
  assert.equal(sandbox.child.exitCode, null, sandbox.log());
  const last = await client.send(client.api('GET', '/v1/domain?domain=demo'));
  assert.equal(last?.status, 200);
  assert.equal(await sandbox.stop(), 0, sandbox.log().slice(-2000));
  assert.doesNotMatch(sandbox.log(), /^\S+ (?:uncaught|unhandled|fatal) /m);
  return figures;
}

interface Soak {
  readonly sandbox: SandboxProcess;
  /** How many it has while nobody is connected. */
  readonly sockets: number;
  readonly client: SoakClient;
  readonly random: Random;
  readonly figures: SoakFigures;
}

/** Meddles before a request; tells whether the sandbox may cut connections from then on. */
type Meddle = (soak: Soak) => Promise<void> | undefined;

async function traffic(soak: Soak, count: number, meddle: Meddle): Promise<void> {
  const { client, random, figures } = soak;
  let left = count;
  const one = async () => {
    while (left-- > 0) {
      figures.requests++;
      const request = randomRequest(client, random);
      const { wire } = request;
      const vanishing = random.chance(3) ? vanishAtRandom(random, client.port, wire) : undefined;
      await meddle(soak);
      const answer = await client.send(wire, vanishing);
      if (answer && meddle === faultsNowAndThen) figures.answered++;
      else if (answer) {
        request.judge(answer);
        figures.answered++;
        if (answer.status === 500) figures.unreadable++;
      } else if (vanishing) figures.vanished++;
      else {
        assert.equal(meddle, faultsNowAndThen, `${wire.method} ${wire.target} was cut`);
        figures.cut++;
      }
    }
  };
  await Promise.all(Array.from({ length: clientsAtOnce }, one));
}

function vanishAtRandom(random: Random, port: number, wire: Wire): Vanishing {
  const after = random.pick(['request', 'answer'] as const);
  const limit = after === 'request' ? encode(port, wire).length : random.pick([50, 2000, 400_000]);
  return { after, bytes: random.int(limit), reset: random.chance(2) };
}

function faultsNowAndThen({ client, random }: Soak): Promise<void> | undefined {
  return random.chance(20) ? client.setFaults(random.pick(someFaults)) : undefined;
}

function removeBlobNowAndThen({ sandbox, random, figures }: Soak): undefined {
  if (!random.chance(25)) return;
  const blobs = path.join(sandbox.data, 'blobs');
  const names = readdirSync(blobs);
  if (names.length === 0) return;
  removeTree(path.join(blobs, random.pick(names)));
  figures.blobsRemoved++;
}

/** Waits until the sandbox has let go of everything, or as `before` again. */
async function settled(
  { sandbox: { child, data }, sockets }: Soak,
  before: readonly string[] | undefined,
): Promise<void> {
  const end = Date.now() + settleMilliseconds;
  for (;;) {
    const now = openFiles(child.pid ?? 0, data);
    if (!now) return;
    const isLeft = (it: string) => it.includes('/incoming/') || it.includes('/blobs/');
    const idle = now.filter(it => it === 'socket').length === sockets && !now.some(isLeft);
    if (idle && (before === undefined || now.join('\n') === before.join('\n'))) return;
    if (Date.now() > end) assert.deepEqual(now, before, 'files are left open');
    await wait(50);
  }
}
