import type * as awsModule from '../../src/aws/aws';
import type { CodeArtifact } from '../../src/core/codeArtifact';
import { awsBundle } from './probe';
import { benchProfile, type BenchSandbox } from './sandbox';

/** What a probe needs to reach its sandbox, beside the environment. */
export type BenchTarget = Pick<BenchSandbox, 'endpoint' | 'domain' | 'repository'>;

/**
 * Loads dist/aws.js and connects with a profile of the shared files, as the AWS CLI does: the
 * sandbox stands where AWS would, as an endpoint that the user approved.
 */
export async function connectToBenchSandbox({
  endpoint,
  domain,
}: BenchTarget): Promise<CodeArtifact> {
  const { createCodeArtifact } = (await import(awsBundle)) as typeof awsModule;
  const { region } = domain;
  return createCodeArtifact(
    { kind: 'profile', profile: benchProfile, region },
    { environment: process.env, pageSize: 1000, approved: [{ origin: endpoint, region }] },
  );
}
