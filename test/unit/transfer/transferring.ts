import { createHash } from 'node:crypto';
import path from 'node:path';
import { defaultLimits } from '../../../src/aws/client/awsOptions';
import { createCodeArtifact } from '../../../src/aws/aws';
import type { FetchOptions } from '../../../src/transfer/fetchAsset';
import type { TransferClock } from '../../../src/transfer/transferClock';
import type { CodeArtifact } from '../../../src/core/codeArtifact';
import type { PackageVersion } from '../../../src/core/coordinates';
import { Secret } from '../../../src/core/secret';
import type { Fault } from '../../../src/sandbox/faults/faults';
import { ManualTimers } from '../aws/manualTimers';
import { withSandbox } from '../sandbox/runningSandbox';

/** A running sandbox, our own client of it, and what is wanted of both. */
export interface Transferring {
  readonly api: CodeArtifact;
  /** An empty folder of the test's own. */
  readonly folder: string;
  readonly version: PackageVersion;
  /** Sets what goes wrong from now on. */
  readonly fault: (...faults: readonly Fault[]) => Promise<void>;
  /** Waits until the fault has struck, and lets the limit of the call that it struck pass. */
  readonly passLimit: () => Promise<void>;
}

export const { signal } = new AbortController();
export const silent = (): undefined => undefined;
export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** A clock that never waits, and what it was asked to. */
export class NoWaiting implements TransferClock {
  readonly waits: number[] = [];
  readonly elapsed = (): number => this.waits.reduce((sum, it) => sum + it, 0);
  readonly random = (): number => 0.5;
  readonly wait = (milliseconds: number, given: AbortSignal): Promise<void> => {
    given.throwIfAborted();
    this.waits.push(milliseconds);
    return Promise.resolve();
  };
}

/** Watches a download without waiting between tries; `retries` is filled. */
export function fetching(retries: string[] = []): FetchOptions {
  const onRetry = (failure: { readonly code: string }): void => void retries.push(failure.code);
  return { clock: new NoWaiting(), progress: silent, onRetry };
}

/** Starts a sandbox that can go wrong, with a client whose limits pass only by `passLimit`. */
export function withTransfer(use: (it: Transferring) => Promise<void>): Promise<void> {
  return withSandbox(
    async ({ sandbox, folder }) => {
      const { endpoint, region, account, accessKeyId, secretAccessKey } = sandbox.announcement;
      const secret = new Secret(secretAccessKey);
      const timers = new ManualTimers();
      const connection = { kind: 'sandbox', region, endpoint, account } as const;
      const api = createCodeArtifact(
        { ...connection, accessKeyId, secretAccessKey: secret },
        {
          environment: {},
          pageSize: 2,
          approved: [],
          limits: { ...defaultLimits, startTimer: timers.start },
        },
      );
      const askFaults = async (init: RequestInit): Promise<unknown> => {
        const headers = { 'x-sandbox': '1' };
        return (await fetch(`${endpoint}/_sandbox/faults`, { ...init, headers })).json();
      };
      const fault = async (...faults: readonly Fault[]): Promise<void> => {
        await askFaults({ method: 'POST', body: JSON.stringify(faults) });
      };
      const passLimit = async (): Promise<void> => {
        while (((await askFaults({ method: 'GET' })) as Fault[]).length > 0);
        timers.pass(2 * defaultLimits.answerMs);
      };
      const domain = { realm: endpoint, region, owner: account, domain: 'demo' };
      const of = { ...domain, repository: 'webapp', format: 'generic', package: 'tool' } as const;
      const version = { ...of, namespace: 'team', version: '1.0.0' };
      try {
        await use({ api, folder: path.join(folder), version, fault, passLimit });
      } finally {
        api.dispose();
      }
    },
    { faults: true },
  );
}
