import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { startSandboxProcess, type SandboxProcess } from '../../interop/sandboxProcess';
import { Random } from '../random';
import { removeTree } from './removeTree';
import { randomRequest } from './requests';
import { SoakClient } from './soakClient';

/** What came of requests to sandboxes whose data folder went. */
export interface RemovalFigures {
  runs: number;
  answered: number;
  /** Answered with 500, and the reason. */
  refused: number;
  /** Not answered, because the process had ended. */
  late: number;
}

const clientsAtOnce = 6;
/** The exit code for a data folder that is gone (`--help`). */
const brokenCode = 4;

/**
 * Removes the data folder of a sandbox under traffic, `runs` times; every other time another sandbox
 * makes it anew at once. The first one must end with the reason, and leave the other's folder alone.
 */
export async function removeDataFolder(
  folder: string,
  seed: number,
  runs: number,
): Promise<RemovalFigures> {
  const random = new Random(seed);
  const figures = { runs: 0, answered: 0, refused: 0, late: 0 };
  for (let run = 0; run < runs; run++) {
    const data = path.join(folder, `removed-${run}`);
    const sandbox = await startSandboxProcess(data, ['--seed', 'lesson']);
    const client = new SoakClient(sandbox.announcement);
    await client.signIn();
    const ended = once(sandbox.child, 'close') as Promise<[number | null]>;
    const enough = 20 + random.int(60);
    const reached = new AbortController();
    const counted = once(reached.signal, 'abort');
    let answers = 0;
    const count = () => {
      if (++answers === enough) reached.abort();
    };
    const clients = Promise.all(
      Array.from({ length: clientsAtOnce }, () => traffic(sandbox, client, random, figures, count)),
    );
    await Promise.race([counted, clients]);
    removeTree(data);
    const next = run % 2 === 0 ? undefined : await startSandboxProcess(data, ['--seed', 'lesson']);
    const [code] = await ended;
    await clients;
    assert.equal(code, brokenCode, sandbox.log().slice(-2000));
    const [reason] = sandbox.log().trimEnd().split('\n').slice(-1);
    assert.match(reason ?? '', /was removed while the sandbox was running/);
    assert.doesNotMatch(sandbox.log(), /^\S+ (?:uncaught|unhandled) /m);
    if (next) await worksAndLasts(next);
    figures.runs++;
  }
  return figures;
}

/** Asks until the process has ended. Whatever is answered before is well formed. */
async function traffic(
  { child }: SandboxProcess,
  client: SoakClient,
  random: Random,
  figures: RemovalFigures,
  count: () => void,
): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const { wire } = randomRequest(client, random);
    const answer = await client.send(wire);
    if (!answer) figures.late++;
    else if (answer.status === 500) figures.refused++;
    else figures.answered++;
    count();
  }
}

/** What the sandbox in the new folder was told is there after a restart. */
async function worksAndLasts(sandbox: SandboxProcess): Promise<void> {
  const client = new SoakClient(sandbox.announcement);
  const created = await client.send(
    client.api('POST', '/v1/domain?domain=anew', Buffer.from('{}')),
  );
  assert.equal(created?.status, 200, created?.body.toString());
  assert.equal(await sandbox.stop(), 0);
  const again = await startSandboxProcess(sandbox.data);
  const asked = new SoakClient(again.announcement);
  for (const domain of ['anew', 'demo']) {
    const found = await asked.send(asked.api('GET', `/v1/domain?domain=${domain}`));
    assert.equal(found?.status, 200, domain);
  }
  assert.equal(await again.stop(), 0);
}
