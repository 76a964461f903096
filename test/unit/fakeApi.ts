import type { CodeArtifact } from '../../src/core/codeArtifact';

/** A service that answers the calls of `parts`; every other call would be a bug. */
export function fakeApi(parts: Partial<CodeArtifact>): CodeArtifact {
  const unused = () => Promise.reject(new Error('not to be asked'));
  return {
    identity: unused,
    domains: unused,
    repositories: unused,
    repository: unused,
    packages: unused,
    versions: unused,
    hasInternalVersions: unused,
    version: unused,
    assets: unused,
    publish: unused,
    download: unused,
    finish: unused,
    discard: unused,
    originControls: unused,
    endpoint: unused,
    token: unused,
    dispose: () => undefined,
    ...parts,
  };
}
