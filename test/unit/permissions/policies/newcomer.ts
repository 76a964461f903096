import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Codeartifact } from '@aws-sdk/client-codeartifact';
import { putUserPolicy } from '../../../../src/aws/client/putUserPolicy';
import type { SandboxConnection } from '../../../../src/core/connection';
import { Secret } from '../../../../src/core/secret';
import type { Running } from '../../sandbox/runningSandbox';

/** The sandbox's identity without permissions, and who gives it some. */
export interface Newcomer {
  readonly api: Codeartifact;
  /** Replaces what the newcomer may do. */
  allow(document: object): Promise<void>;
}

/** The newcomer of a running sandbox. */
export function newcomer({ sandbox, folder }: Running): Newcomer {
  const file = path.join(folder, 'data', 'sandbox.json');
  const { users } = JSON.parse(readFileSync(file, 'utf8')) as {
    users: readonly { user: string; accessKeyId: string; secretAccessKey: string }[];
  };
  const credentials = users.find(({ user }) => user === 'newcomer');
  if (!credentials) throw new Error('There is no newcomer.');
  const { endpoint, region, account, accessKeyId, secretAccessKey } = sandbox.announcement;
  const admin: SandboxConnection = {
    kind: 'sandbox',
    endpoint,
    region,
    account,
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
  };
  return {
    api: new Codeartifact({ endpoint, region, credentials, maxAttempts: 1 }),
    allow: document =>
      putUserPolicy(
        admin,
        { user: 'newcomer', name: 'Test', document: JSON.stringify(document) },
        new AbortController().signal,
      ),
  };
}
