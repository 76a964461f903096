import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import type { SandboxOptions } from '../../../src/sandbox/options';
import { startSandboxServer, type SandboxServer } from '../../../src/sandbox/sandboxServer';
import { withFolder } from './temporaryFolder';

/** A sandbox in this process, and a client of it. */
export interface Running {
  readonly sandbox: SandboxServer;
  readonly api: Codeartifact;
  /** The folder that holds `data` and is removed afterwards. */
  readonly folder: string;
  /** What the sandbox logged. */
  readonly log: readonly string[];
  /** The URL of a path in the repository `webapp` of the domain `demo`. */
  readonly url: (path: string) => string;
  /** What a build tool sends: the user `aws` and a fresh token. */
  readonly authorization: () => Promise<string>;
}

/** How a sandbox of a test is started, unless it says otherwise. */
export function testOptions(folder: string, more: Partial<SandboxOptions> = {}): SandboxOptions {
  return {
    port: 0,
    data: path.join(folder, 'data'),
    upstreams: { 'public:maven-central': path.join(folder, 'central') },
    seed: 'lesson',
    region: 'us-east-1',
    account: '111122223333',
    exitWithParent: false,
    faults: false,
    reset: false,
    ...more,
  };
}

/** Starts a sandbox in a folder of its own, gives it to `use` and ends it. */
export function withSandbox(
  use: (running: Running) => Promise<void>,
  more: Partial<SandboxOptions> = {},
  prepare: (folder: string) => Partial<SandboxOptions> | undefined = () => undefined,
): Promise<void> {
  return withFolder(async folder => {
    const log: string[] = [];
    const options = testOptions(folder, { ...more, ...prepare(folder) });
    const sandbox = await startSandboxServer(options, line => log.push(line));
    const api = client(sandbox);
    try {
      await use({
        sandbox,
        api,
        folder,
        log,
        url: place => `${sandbox.announcement.endpoint}/maven/d/demo-111122223333/webapp/${place}`,
        authorization: async () => {
          const { authorizationToken = '' } = await api.getAuthorizationToken({ domain: 'demo' });
          return `Basic ${Buffer.from(`aws:${authorizationToken}`).toString('base64')}`;
        },
      });
    } finally {
      api.destroy();
      await sandbox.close();
    }
  });
}

/** The AWS SDK's client, which asks once. */
export function client({ announcement }: SandboxServer): Codeartifact {
  const { endpoint, region, accessKeyId, secretAccessKey } = announcement;
  return new Codeartifact({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
}
