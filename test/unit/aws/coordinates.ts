import type { SandboxConnection } from '../../../src/core/connection';
import type { Domain, Package, PackageVersion, Repository } from '../../../src/core/coordinates';
import { Secret } from '../../../src/core/secret';

export const region = 'eu-west-1';
export const account = '111122223333';

/** A signal that never aborts. */
export const patience = new AbortController().signal;

export const sandboxAt = (endpoint: string): SandboxConnection => ({
  kind: 'sandbox',
  region,
  endpoint,
  account,
  accessKeyId: 'AKIDSANDBOX',
  secretAccessKey: new Secret('sandbox-secret-key'),
});

export const domainAt = (realm: string): Domain => ({
  realm,
  region,
  owner: account,
  domain: 'my-team',
});

export const repositoryAt = (realm: string): Repository => ({
  ...domainAt(realm),
  repository: 'releases',
});

export const packageAt = (realm: string): Package => ({
  ...repositoryAt(realm),
  format: 'maven',
  namespace: 'org.example',
  package: 'app',
});

export const versionAt = (realm: string): PackageVersion => ({
  ...packageAt(realm),
  version: '1.0.0',
});
