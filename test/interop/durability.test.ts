import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import { skip } from '../skip';
import {
  endAll,
  startSandboxProcess,
  temporaryFolder,
  type SandboxProcess,
} from './sandboxProcess';

// `SANDBOX_KILLS=1000` and `SANDBOX_BIG_BYTES=5368709120` run the long form.
const kills = Number(process.env['SANDBOX_KILLS'] ?? 12);
const bigBytes = Number(process.env['SANDBOX_BIG_BYTES'] ?? 256 * 1024 ** 2);

const one = { domain: 'kill', repository: 'one', format: 'generic', namespace: 'ns' } as const;

function client({ announcement }: SandboxProcess): Codeartifact {
  const { endpoint, region, accessKeyId, secretAccessKey } = announcement;
  const credentials = { accessKeyId, secretAccessKey };
  return new Codeartifact({ endpoint, region, credentials, maxAttempts: 1 });
}

function version(name: string, number: number) {
  const assetContent = Buffer.from(`${name} ${number}`);
  const assetSHA256 = createHash('sha256').update(assetContent).digest('hex');
  return {
    ...one,
    package: name,
    packageVersion: `${number}`,
    assetName: 'a.txt',
    assetContent,
    assetSHA256,
  };
}

/** Publishes versions one after the other until the connection breaks; tells which were answered. */
async function writer(
  api: Codeartifact,
  name: string,
  next: () => number,
  answeredOne: () => void,
): Promise<number[]> {
  const answered: number[] = [];
  for (;;) {
    const number = next();
    try {
      await api.publishPackageVersion(version(name, number));
      answered.push(number);
      answeredOne();
    } catch (error) {
      // A defect would show as an answer of the service; only its death ends a writer.
      assert.equal((error as { $response?: unknown }).$response, undefined, String(error));
      return answered;
    }
  }
}

describe('durability', function () {
  this.timeout(kills * 5000 + bigBytes / 10_000 + 120_000);
  const { folder, remove } = temporaryFolder('sandbox-durable');
  after(() => {
    endAll();
    remove();
  });

  it(`loses nothing that was answered over ${kills} kills`, async () => {
    const data = path.join(folder, 'kills');
    const names = ['a', 'b', 'c'];
    const kept = new Map(names.map(name => [name, new Set<number>()]));
    let number = 0;
    for (let round = 0; round < kills; round++) {
      const sandbox = await startSandboxProcess(data);
      const api = client(sandbox);
      if (round === 0) {
        await api.createDomain({ domain: 'kill' });
        await api.createRepository({ domain: 'kill', repository: 'one' });
      }
      // Killed at an answer to one writer, while the requests of the others are under way.
      const counts = new Map<string, number>();
      const count = (name: string) => {
        counts.set(name, (counts.get(name) ?? 0) + 1);
        const sum = [...counts.values()].reduce((all, it) => all + it, 0);
        if (counts.size === names.length && sum > (round * 7) % 40) sandbox.child.kill('SIGKILL');
      };
      const writers = names.map(name =>
        writer(
          api,
          name,
          () => ++number,
          () => count(name),
        ),
      );
      const answered = await Promise.all(writers);
      for (const [at, name] of names.entries())
        for (const it of answered[at] ?? []) kept.get(name)?.add(it);
      api.destroy();
    }
    const sandbox = await startSandboxProcess(data);
    const api = client(sandbox);
    for (const [name, numbers] of kept) {
      assert.ok(numbers.size > 0, `${name} wrote nothing`);
      const found = await everyVersion(api, name);
      for (const it of numbers) assert.ok(found.has(`${it}`), `${name} ${it} was lost`);
      const last = version(name, Math.max(...numbers));
      const { asset } = await api.getPackageVersionAsset({ ...last, asset: 'a.txt' });
      assert.equal(await asset?.transformToString(), last.assetContent.toString());
    }
    api.destroy();
    assert.equal(await sandbox.stop(), 0);
  });

  it('starts fast with 100,000 packages and lists them page by page in little memory', async () => {
    const data = path.join(folder, 'many');
    const seed = path.join(folder, 'many.json');
    const packages = [
      {
        format: 'maven',
        namespace: 'com.example.g{n}',
        name: 'lib-{n}',
        repeat: 100_000,
        versions: ['1.0'],
      },
    ];
    const domains = [{ name: 'demo', repositories: [{ name: 'many', packages }] }];
    writeFileSync(seed, JSON.stringify({ domains }));
    const seeded = performance.now();
    await (await startSandboxProcess(data, ['--seed', seed])).stop();
    const seedMs = performance.now() - seeded;
    const started = performance.now();
    const sandbox = await startSandboxProcess(data);
    const startMs = performance.now() - started;
    const api = client(sandbox);
    const before = residentBytes(sandbox);
    let count = 0;
    let nextToken: string | undefined;
    do {
      const page = await api.listPackages({
        domain: 'demo',
        repository: 'many',
        maxResults: 1000,
        ...(nextToken !== undefined && { nextToken }),
      });
      count += page.packages?.length ?? 0;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    assert.equal(count, 100_000);
    const grown = residentBytes(sandbox) - before;
    console.log(
      `      seeded in ${seedMs.toFixed(0)} ms, started in ${startMs.toFixed(0)} ms, grew by ${(grown / 1e6).toFixed(0)} MB`,
    );
    assert.ok(grown < 150e6, `${grown} bytes more while listing`);
    api.destroy();
    await sandbox.stop();
  });

  it(`streams ${bigBytes} bytes up and down in flat memory`, async function () {
    if (process.platform !== 'linux') skip(this, 'resident memory is read from /proc');
    const sandbox = await startSandboxProcess(path.join(folder, 'big'));
    const api = client(sandbox);
    await api.createDomain({ domain: 'kill' });
    await api.createRepository({ domain: 'kill', repository: 'one' });
    await api.publishPackageVersion(version('warm', 1));
    const before = residentBytes(sandbox);
    forgetPeak(sandbox);
    const sum = await publishBig(api);
    const got = await api.getPackageVersionAsset({ ...version('big', 1), asset: 'a.txt' });
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of got.asset as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    const most = residentBytes(sandbox, 'VmHWM');
    assert.equal(bytes, bigBytes);
    assert.equal(hash.digest('hex'), sum);
    console.log(`      grew by ${((most - before) / 1e6).toFixed(0)} MB at most`);
    assert.ok(most - before < 120e6, `${most - before} bytes more while streaming`);
    api.destroy();
    await sandbox.stop();
  });

  const block = Buffer.alloc(1024 * 1024, 'sandbox');

  /** Publishes the big asset from nothing but one block, and gives its SHA-256. */
  async function publishBig(api: Codeartifact): Promise<string> {
    const blocks = Math.floor(bigBytes / block.length);
    const hash = createHash('sha256');
    for (let n = 0; n < blocks; n++) hash.update(block);
    const assetSHA256 = hash.digest('hex');
    const file = path.join(folder, 'big.bin');
    const handle = await open(file, 'w');
    for (let n = 0; n < blocks; n++) await handle.write(block);
    await handle.close();
    const assetContent = createReadStream(file, { highWaterMark: block.length });
    await api.publishPackageVersion({ ...version('big', 1), assetContent, assetSHA256 });
    assert.equal(statSync(file).size, bigBytes);
    return assetSHA256;
  }
});

async function everyVersion(api: Codeartifact, name: string): Promise<Set<string>> {
  const found = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = await api.listPackageVersions({
      ...one,
      package: name,
      maxResults: 1000,
      ...(nextToken !== undefined && { nextToken }),
    });
    for (const it of page.versions ?? []) found.add(it.version ?? '');
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** Lets the peak of the resident memory be measured from now on (proc_pid_clear_refs(5)). */
function forgetPeak({ child }: SandboxProcess): void {
  writeFileSync(`/proc/${child.pid ?? 0}/clear_refs`, '5');
}

/** `VmRSS` is what is resident now, `VmHWM` its peak. */
function residentBytes({ child }: SandboxProcess, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  if (process.platform !== 'linux') return 0;
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
  return Number(new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}
