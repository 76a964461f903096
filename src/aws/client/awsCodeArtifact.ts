import {
  DescribeRepositoryCommand,
  GetAuthorizationTokenCommand,
  GetRepositoryEndpointCommand,
  ListDomainsCommand,
  ListRepositoriesInDomainCommand,
} from '@aws-sdk/client-codeartifact';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { arnOf } from '../../core/arn';
import type {
  Asset,
  AssetCoordinates,
  OriginControls,
  AssetUpload,
  PublishedAsset,
} from '../../core/asset';
import type {
  CodeArtifact,
  Identity,
  PackageFilter,
  Page,
  RepositoryDetails,
  RepositorySummary,
  VersionDetails,
  VersionSummary,
} from '../../core/codeArtifact';
import { connectionId, type Connection } from '../../core/connection';
import {
  domainOf,
  patterns,
  repositoryOf,
  type Domain,
  type Format,
  type Package,
  type PackageVersion,
  type Repository,
} from '../../core/coordinates';
import { Failure } from '../../core/failure';
import type { Token } from '../../core/token';
import { ResponseReader } from './responseReader';
import * as assets from './assetCalls';
import type { AwsOptions } from './awsOptions';
import { parseEndpointUrl, parseToken, validateTokenSeconds, serverTime } from './tokenResponses';
import { domainInput, repositoryInput } from './requestInputs';
import * as packages from './packageCalls';
import { Session, type ServiceCall, type CallContext } from './session';
import * as parsers from './responseParsers';

/**
 * Implements `CodeArtifact` with the SDK's clients of CodeArtifact and STS. It has one method for each
 * call of the interface and nothing else.
 */
export class AwsCodeArtifact implements CodeArtifact {
  readonly #session: Session;
  readonly #connection: Connection;
  readonly #options: AwsOptions;

  constructor(connection: Connection, options: AwsOptions) {
    this.#session = new Session(connection, options);
    this.#connection = connection;
    this.#options = options;
  }

  identity(signal: AbortSignal): Promise<Identity> {
    const call = this.#accountCall('GetCallerIdentity');
    return this.#session.call(call, signal, async ({ clients, abortSignal }) => {
      const output = await clients.sts().send(new GetCallerIdentityCommand(), { abortSignal });
      const reader = new ResponseReader(call.operation, call.subject);
      const { accessKeyId } = await clients.sts().config.credentials();
      return {
        account: reader.text('Account', output.Account, patterns.account),
        arn: reader.text('Arn', output.Arn, /^arn:/),
        // Ids of temporary keys begin with ASIA. The sandbox's keys grant nothing at AWS.
        longLived: this.#connection.kind !== 'sandbox' && accessKeyId.startsWith('AKIA'),
      };
    });
  }

  domains(next: string | undefined, signal: AbortSignal): Promise<Page<Domain>> {
    const call = this.#accountCall('ListDomains');
    return this.#session.call(call, signal, async ({ clients, realm, abortSignal }) => {
      const output = await clients.codeArtifact.send(new ListDomainsCommand(this.#paging(next)), {
        abortSignal,
      });
      const reader = new ResponseReader(call.operation, call.subject);
      const items = reader
        .list('domains', output.domains)
        .map(summary => parsers.parseDomain(reader, summary, realm, call.region));
      return parsers.createPage(reader, items, output.nextToken, next);
    });
  }

  repositories(
    domain: Domain,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<RepositorySummary>> {
    const subject = domain.domain;
    return this.#callInDomain(
      domain,
      'ListRepositoriesInDomain',
      subject,
      signal,
      async (context, reader) => {
        const { clients, abortSignal } = context;
        const output = await clients.codeArtifact.send(
          new ListRepositoriesInDomainCommand({ ...domainInput(domain), ...this.#paging(next) }),
          { abortSignal },
        );
        const items = reader
          .list('repositories', output.repositories)
          .map(summary => parsers.parseRepository(reader, summary, domainOf(domain)));
        return parsers.createPage(reader, items, output.nextToken, next);
      },
    );
  }

  repository(repository: Repository, signal: AbortSignal): Promise<RepositoryDetails> {
    const subject = repository.repository;
    return this.#callInDomain(
      repository,
      'DescribeRepository',
      subject,
      signal,
      async (context, reader) => {
        const { clients, abortSignal } = context;
        const output = await clients.codeArtifact.send(
          new DescribeRepositoryCommand(repositoryInput(repository)),
          { abortSignal },
        );
        const found = reader.required('repository', output.repository);
        return parsers.parseRepositoryDetails(reader, found, domainOf(repository));
      },
    );
  }

  packages(
    repository: Repository,
    filter: PackageFilter,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<Package>> {
    const subject = repository.repository;
    return this.#callInDomain(repository, 'ListPackages', subject, signal, (context, reader) =>
      packages.listPackages(context, reader, repository, filter, this.#paging(next)),
    );
  }

  versions(
    of: Package,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<VersionSummary>> {
    return this.#callInDomain(of, 'ListPackageVersions', of.package, signal, (context, reader) =>
      packages.listVersions(context, reader, of, this.#paging(next)),
    );
  }

  hasInternalVersions(of: Package, signal: AbortSignal): Promise<boolean> {
    return this.#callInDomain(of, 'ListPackageVersions', of.package, signal, (context, reader) =>
      packages.hasInternalVersions(context, reader, of),
    );
  }

  version(of: PackageVersion, signal: AbortSignal): Promise<VersionDetails> {
    return this.#callInDomain(
      of,
      'DescribePackageVersion',
      formatVersionName(of),
      signal,
      (context, reader) => packages.describeVersion(context, reader, of),
    );
  }

  assets(of: PackageVersion, next: string | undefined, signal: AbortSignal): Promise<Page<Asset>> {
    return this.#callInDomain(
      of,
      'ListPackageVersionAssets',
      formatVersionName(of),
      signal,
      (context, reader) => assets.listAssets(context, reader, of, this.#paging(next)),
    );
  }

  publish(
    upload: AssetUpload,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<PublishedAsset> {
    const subject = formatVersionName(upload.version);
    return this.#callInDomain(
      upload.version,
      'PublishPackageVersion',
      subject,
      signal,
      (context, reader) => assets.uploadAsset(context, reader, upload, onProgress),
    );
  }

  download(
    of: AssetCoordinates,
    onChunk: (chunk: Uint8Array) => Promise<void> | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#callInDomain(
      of.version,
      'GetPackageVersionAsset',
      of.asset,
      signal,
      (context, reader) => assets.downloadAsset(context, reader, of, onChunk),
    );
  }

  finish(of: PackageVersion, signal: AbortSignal): Promise<void> {
    return this.#callInDomain(
      of,
      'UpdatePackageVersionsStatus',
      formatVersionName(of),
      signal,
      (context, reader) => assets.finishVersion(context, reader, of),
    );
  }

  discard(of: PackageVersion, signal: AbortSignal): Promise<void> {
    return this.#callInDomain(
      of,
      'DeletePackageVersions',
      formatVersionName(of),
      signal,
      (context, reader) => assets.deleteUnfinishedVersion(context, reader, of),
    );
  }

  originControls(of: Package, signal: AbortSignal): Promise<OriginControls> {
    return this.#callInDomain(of, 'DescribePackage', of.package, signal, (context, reader) =>
      assets.getOriginControls(context, reader, of),
    );
  }

  endpoint(repository: Repository, format: Format, signal: AbortSignal): Promise<string> {
    const subject = repository.repository;
    return this.#callInDomain(
      repository,
      'GetRepositoryEndpoint',
      subject,
      signal,
      async (context, reader) => {
        const { clients, abortSignal } = context;
        const output = await clients.codeArtifact.send(
          new GetRepositoryEndpointCommand({ ...repositoryInput(repository), format }),
          { abortSignal },
        );
        const url = reader.text('repositoryEndpoint', output.repositoryEndpoint);
        return parseEndpointUrl(reader, url, { ...repositoryOf(repository), format });
      },
    );
  }

  async token(domain: Domain, tokenSeconds: number, signal: AbortSignal): Promise<Token> {
    const operation = 'GetAuthorizationToken';
    validateTokenSeconds(tokenSeconds, domain.domain, operation);
    return this.#callInDomain(domain, operation, domain.domain, signal, async (context, reader) => {
      const { clients, abortSignal } = context;
      const output = await clients.codeArtifact.send(
        new GetAuthorizationTokenCommand({ ...domainInput(domain), durationSeconds: tokenSeconds }),
        { abortSignal },
      );
      const { systemClockOffset } = clients.codeArtifact.config;
      const now = serverTime((this.#options.now ?? Date.now)(), systemClockOffset);
      return parseToken(reader, output, domainOf(domain), now, tokenSeconds);
    });
  }

  dispose(): void {
    this.#session.dispose();
  }

  /** A call that is about no domain. */
  #accountCall(operation: string): ServiceCall {
    const connection = this.#connection;
    const subject = connection.kind === 'profile' ? connection.profile : connectionId(connection);
    return { operation, subject, region: connection.region };
  }

  /** Calls the domain's region about something in the domain. Throws if the connection's realm is another. */
  #callInDomain<T>(
    target: Domain,
    operation: string,
    subject: string,
    signal: AbortSignal,
    send: (context: CallContext, reader: ResponseReader) => Promise<T>,
  ): Promise<T> {
    const { realm, region } = target;
    return this.#session.call(
      { operation, subject, region, arn: arnOf(target) },
      signal,
      context => {
        if (context.realm === realm) return send(context, new ResponseReader(operation, subject));
        const reason = `it belongs to ${realm}, and this connection goes to ${context.realm}`;
        throw new Failure('endpoint-refused', subject, { operation, reason });
      },
    );
  }

  #paging(next: string | undefined): { maxResults: number; nextToken?: string } {
    const maxResults = this.#options.pageSize;
    return next === undefined ? { maxResults } : { maxResults, nextToken: next };
  }
}

/** The name of a version in messages. */
function formatVersionName({ package: name, version }: PackageVersion): string {
  return `${name} ${version}`;
}
