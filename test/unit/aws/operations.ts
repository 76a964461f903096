import { statSync } from 'node:fs';
import path from 'node:path';
import type { CodeArtifact } from '../../../src/core/codeArtifact';
import { account, domainAt, packageAt, repositoryAt, versionAt } from './coordinates';

/** A file that every checkout has. */
const file = path.resolve('package.json');
const sha256 = 'ab'.repeat(32);
const batch = () => ({ successfulVersions: { '1.0.0': { revision: 'r1', status: 'Published' } } });

type Run = (api: CodeArtifact, realm: string, signal: AbortSignal) => Promise<unknown>;

/** Every call of the port, and an answer of the service that satisfies it. */
export const operations: readonly {
  readonly name: string;
  readonly run: Run;
  readonly answer: (realm: string) => unknown;
}[] = [
  {
    name: 'ListDomains',
    run: (api, _, signal) => api.domains(undefined, signal),
    answer: () => ({ domains: [{ name: 'my-team', owner: account, status: 'Active' }] }),
  },
  {
    name: 'ListRepositoriesInDomain',
    run: (api, realm, signal) => api.repositories(domainAt(realm), undefined, signal),
    answer: () => ({ repositories: [{ name: 'releases', description: 'What we ship' }] }),
  },
  {
    name: 'DescribeRepository',
    run: (api, realm, signal) => api.repository(repositoryAt(realm), signal),
    answer: () => ({
      repository: {
        name: 'releases',
        upstreams: [{ repositoryName: 'maven-central-store' }],
        externalConnections: [],
      },
    }),
  },
  {
    name: 'ListPackages',
    run: (api, realm, signal) => api.packages(repositoryAt(realm), {}, undefined, signal),
    answer: () => ({ packages: [{ format: 'maven', namespace: 'org.example', package: 'app' }] }),
  },
  {
    name: 'ListPackages of a namespace',
    run: (api, realm, signal) =>
      api.packages(
        repositoryAt(realm),
        { format: 'maven', namespacePrefix: 'org', packagePrefix: 'a' },
        undefined,
        signal,
      ),
    answer: () => ({ packages: [{ format: 'maven', namespace: 'org.example', package: 'app' }] }),
  },
  {
    name: 'ListPackageVersions of those that were published here',
    run: (api, realm, signal) => api.hasInternalVersions(packageAt(realm), signal),
    answer: () => ({ versions: [{ version: '1', status: 'Published' }] }),
  },
  {
    name: 'ListPackageVersions',
    run: (api, realm, signal) => api.versions(packageAt(realm), undefined, signal),
    answer: () => ({
      versions: [
        {
          version: '1.0.0',
          status: 'Published',
          revision: 'r1',
          origin: { originType: 'INTERNAL' },
        },
      ],
    }),
  },
  {
    name: 'DescribePackageVersion',
    run: (api, realm, signal) => api.version(versionAt(realm), signal),
    answer: () => ({
      packageVersion: {
        version: '1.0.0',
        status: 'Published',
        publishedTime: 1_700_000_000,
        licenses: [{ name: 'MIT' }],
        origin: { originType: 'INTERNAL', domainEntryPoint: { repositoryName: 'releases' } },
      },
    }),
  },
  {
    name: 'GetRepositoryEndpoint',
    run: (api, realm, signal) => api.endpoint(repositoryAt(realm), 'maven', signal),
    answer: realm => ({ repositoryEndpoint: `${realm}/maven/d/my-team-${account}/releases/` }),
  },
  {
    name: 'GetRepositoryEndpoint for npm',
    run: (api, realm, signal) => api.endpoint(repositoryAt(realm), 'npm', signal),
    answer: realm => ({ repositoryEndpoint: `${realm}/npm/d/my-team-${account}/releases/` }),
  },
  {
    name: 'GetAuthorizationToken',
    run: (api, realm, signal) => api.token(domainAt(realm), 43_200, signal),
    answer: () => ({ authorizationToken: 'eyJ2ZXIiOjF9.a.b.c.d', expiration: 4_000_000_000 }),
  },
  {
    name: 'ListPackageVersionAssets',
    run: (api, realm, signal) => api.assets(versionAt(realm), undefined, signal),
    answer: () => ({ assets: [{ name: 'app.jar', size: 5, hashes: { 'SHA-256': sha256 } }] }),
  },
  {
    name: 'PublishPackageVersion',
    run: (api, realm, signal) =>
      api.publish(
        {
          version: versionAt(realm),
          asset: 'package.json',
          file,
          sizeBytes: statSync(file).size,
          sha256,
          unfinished: false,
        },
        () => undefined,
        signal,
      ),
    answer: () => ({
      status: 'Published',
      asset: { name: 'package.json', hashes: { 'SHA-256': sha256 } },
    }),
  },
  {
    name: 'UpdatePackageVersionsStatus',
    run: async (api, realm, signal) => {
      await api.finish(versionAt(realm), signal);
      return true;
    },
    answer: batch,
  },
  {
    name: 'DeletePackageVersions',
    run: async (api, realm, signal) => {
      await api.discard(versionAt(realm), signal);
      return true;
    },
    answer: batch,
  },
  {
    name: 'DescribePackage',
    run: (api, realm, signal) => api.originControls(packageAt(realm), signal),
    answer: () => ({
      package: { originConfiguration: { restrictions: { publish: 'ALLOW', upstream: 'BLOCK' } } },
    }),
  },
];
