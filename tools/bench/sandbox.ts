import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Domain, Repository } from '../../src/core/coordinates';
import type { SeedFile } from '../../src/sandbox/seed/seedFile';
import { projectFolder } from '../project';
import { homeEnvironment } from '../window/homeEnvironment';

/** A sandbox that both sides are measured against. */
export interface BenchSandbox {
  readonly endpoint: string;
  readonly domain: Domain;
  readonly repository: Repository;
  /** Leads the AWS CLI, and our profiles, to the sandbox. */
  readonly env: NodeJS.ProcessEnv;
}

/** The profile of `env` that may do everything. */
export const benchProfile = 'sandbox';

/** Runs `work` beside a sandbox in `folder` that holds `packages` packages; ends it afterwards. */
export async function withBenchSandbox<T>(
  folder: string,
  packages: number,
  work: (sandbox: BenchSandbox) => Promise<T>,
): Promise<T> {
  const seed = path.join(folder, 'seed.json');
  await writeFile(seed, JSON.stringify(seedOf(packages)));
  const data = path.join(folder, 'sandbox');
  const script = path.join(projectFolder, 'dist', 'sandbox.js');
  const args = [script, `--data=${data}`, `--seed=${seed}`, '--exit-with-parent'];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  createInterface(child.stderr).on('line', line => said.push(line));
  const ended = once(child, 'close');
  try {
    const lines = createInterface(child.stdout);
    const [first] = (await Promise.race([once(lines, 'line'), ended])) as [unknown];
    if (typeof first !== 'string')
      throw new Error(`The sandbox has ended: ${said.slice(-3).join('\n')}`);
    return await work(described(first, folder, data));
  } finally {
    child.stdin.end();
    await ended;
  }
}

function seedOf(packages: number): SeedFile {
  const named = { format: 'maven', namespace: 'com.example.group', name: 'artifact-{n}' } as const;
  const many = packages > 0 ? [{ ...named, versions: ['1.0'], repeat: packages }] : [];
  return { domains: [{ name: 'bench', repositories: [{ name: 'store', packages: many }] }] };
}

function described(announcement: string, folder: string, data: string): BenchSandbox {
  const { endpoint, region, account } = JSON.parse(announcement) as Record<
    'endpoint' | 'region' | 'account',
    string
  >;
  const home = path.join(folder, 'home');
  const domain = { realm: endpoint, region, owner: account, domain: 'bench' };
  return {
    endpoint,
    domain,
    repository: { ...domain, repository: 'store' },
    env: benchEnvironment(home, path.join(data, 'aws')),
  };
}

/** Leads to the files `config` and `credentials` in `folder`, and to nothing of the user's own. */
export function benchEnvironment(home: string, folder: string): NodeJS.ProcessEnv {
  return {
    ...homeEnvironment(home, process.env),
    AWS_CONFIG_FILE: path.join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
    AWS_PROFILE: benchProfile,
    AWS_PAGER: '',
  };
}
