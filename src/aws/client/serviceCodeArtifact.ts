import {
  DescribeRepositoryCommand,
  GetAuthorizationTokenCommand,
  GetRepositoryEndpointCommand,
  ListDomainsCommand,
  ListRepositoriesInDomainCommand,
} from '@aws-sdk/client-codeartifact';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { arnOf } from '../../core/arn';
import type { Asset, AssetOf, OriginControls, Publication, Published } from '../../core/asset';
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
import { Answer } from './answer';
import * as assets from './assetCalls';
import type { AwsOptions } from './awsOptions';
import { checkedEndpoint, checkedToken, checkTokenSeconds, serviceTime } from '../errors/checks';
import { inDomain, inRepository } from './inputs';
import * as packages from './packageCalls';
import { Session, type Call, type Sending } from './session';
import * as read from './summaries';

/**
 * CodeArtifact and STS behind the port, with the SDK's clients. One method for each call of the port
 * and nothing else: long, but of one piece.
 */
export class ServiceCodeArtifact implements CodeArtifact {
  readonly #session: Session;
  readonly #connection: Connection;
  readonly #options: AwsOptions;

  constructor(connection: Connection, options: AwsOptions) {
    this.#session = new Session(connection, options);
    this.#connection = connection;
    this.#options = options;
  }

  identity(signal: AbortSignal): Promise<Identity> {
    const call = this.#own('GetCallerIdentity');
    return this.#session.call(call, signal, async ({ clients, abortSignal }) => {
      const output = await clients.sts().send(new GetCallerIdentityCommand(), { abortSignal });
      const answer = new Answer(call.operation, call.subject);
      const { accessKeyId } = await clients.sts().config.credentials();
      return {
        account: answer.text('Account', output.Account, patterns.account),
        arn: answer.text('Arn', output.Arn, /^arn:/),
        // Temporary ones begin with ASIA; the sandbox's are the sandbox's.
        longLived: this.#connection.kind !== 'sandbox' && accessKeyId.startsWith('AKIA'),
      };
    });
  }

  domains(next: string | undefined, signal: AbortSignal): Promise<Page<Domain>> {
    const call = this.#own('ListDomains');
    return this.#session.call(call, signal, async ({ clients, realm, abortSignal }) => {
      const output = await clients.codeArtifact.send(new ListDomainsCommand(this.#paging(next)), {
        abortSignal,
      });
      const answer = new Answer(call.operation, call.subject);
      const items = answer
        .list('domains', output.domains)
        .map(it => read.domain(answer, it, realm, call.region));
      return read.pageOf(answer, items, output.nextToken, next);
    });
  }

  repositories(
    domain: Domain,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<RepositorySummary>> {
    const subject = domain.domain;
    return this.#about(
      domain,
      'ListRepositoriesInDomain',
      subject,
      signal,
      async (sending, answer) => {
        const { clients, abortSignal } = sending;
        const output = await clients.codeArtifact.send(
          new ListRepositoriesInDomainCommand({ ...inDomain(domain), ...this.#paging(next) }),
          { abortSignal },
        );
        const items = answer
          .list('repositories', output.repositories)
          .map(it => read.repository(answer, it, domainOf(domain)));
        return read.pageOf(answer, items, output.nextToken, next);
      },
    );
  }

  repository(repository: Repository, signal: AbortSignal): Promise<RepositoryDetails> {
    const subject = repository.repository;
    return this.#about(
      repository,
      'DescribeRepository',
      subject,
      signal,
      async (sending, answer) => {
        const { clients, abortSignal } = sending;
        const output = await clients.codeArtifact.send(
          new DescribeRepositoryCommand(inRepository(repository)),
          { abortSignal },
        );
        const found = answer.present('repository', output.repository);
        return read.repositoryDetails(answer, found, domainOf(repository));
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
    return this.#about(repository, 'ListPackages', subject, signal, (sending, answer) =>
      packages.listPackages(sending, answer, repository, filter, this.#paging(next)),
    );
  }

  versions(
    of: Package,
    next: string | undefined,
    signal: AbortSignal,
  ): Promise<Page<VersionSummary>> {
    return this.#about(of, 'ListPackageVersions', of.package, signal, (sending, answer) =>
      packages.listVersions(sending, answer, of, this.#paging(next)),
    );
  }

  hasInternalVersions(of: Package, signal: AbortSignal): Promise<boolean> {
    return this.#about(of, 'ListPackageVersions', of.package, signal, (sending, answer) =>
      packages.hasInternalVersions(sending, answer, of),
    );
  }

  version(it: PackageVersion, signal: AbortSignal): Promise<VersionDetails> {
    return this.#about(it, 'DescribePackageVersion', named(it), signal, (sending, answer) =>
      packages.describeVersion(sending, answer, it),
    );
  }

  assets(of: PackageVersion, next: string | undefined, signal: AbortSignal): Promise<Page<Asset>> {
    return this.#about(of, 'ListPackageVersionAssets', named(of), signal, (sending, answer) =>
      assets.listAssets(sending, answer, of, this.#paging(next)),
    );
  }

  publish(it: Publication, sent: (bytes: number) => void, signal: AbortSignal): Promise<Published> {
    const subject = named(it.version);
    return this.#about(it.version, 'PublishPackageVersion', subject, signal, (sending, answer) =>
      assets.publishAsset(sending, answer, it, sent),
    );
  }

  download(
    it: AssetOf,
    take: (chunk: Uint8Array) => Promise<void> | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    return this.#about(it.version, 'GetPackageVersionAsset', it.asset, signal, (sending, answer) =>
      assets.downloadAsset(sending, answer, it, take),
    );
  }

  finish(of: PackageVersion, signal: AbortSignal): Promise<void> {
    return this.#about(of, 'UpdatePackageVersionsStatus', named(of), signal, (sending, answer) =>
      assets.finishVersion(sending, answer, of),
    );
  }

  discard(of: PackageVersion, signal: AbortSignal): Promise<void> {
    return this.#about(of, 'DeletePackageVersions', named(of), signal, (sending, answer) =>
      assets.discardVersion(sending, answer, of),
    );
  }

  originControls(of: Package, signal: AbortSignal): Promise<OriginControls> {
    return this.#about(of, 'DescribePackage', of.package, signal, (sending, answer) =>
      assets.describeOrigin(sending, answer, of),
    );
  }

  endpoint(repository: Repository, format: Format, signal: AbortSignal): Promise<string> {
    const subject = repository.repository;
    return this.#about(
      repository,
      'GetRepositoryEndpoint',
      subject,
      signal,
      async (sending, answer) => {
        const { clients, abortSignal } = sending;
        const output = await clients.codeArtifact.send(
          new GetRepositoryEndpointCommand({ ...inRepository(repository), format }),
          { abortSignal },
        );
        const url = answer.text('repositoryEndpoint', output.repositoryEndpoint);
        return checkedEndpoint(answer, url, { ...repositoryOf(repository), format });
      },
    );
  }

  async token(domain: Domain, tokenSeconds: number, signal: AbortSignal): Promise<Token> {
    const operation = 'GetAuthorizationToken';
    checkTokenSeconds(tokenSeconds, domain.domain, operation);
    return this.#about(domain, operation, domain.domain, signal, async (sending, answer) => {
      const { clients, abortSignal } = sending;
      const output = await clients.codeArtifact.send(
        new GetAuthorizationTokenCommand({ ...inDomain(domain), durationSeconds: tokenSeconds }),
        { abortSignal },
      );
      const { systemClockOffset } = clients.codeArtifact.config;
      const now = serviceTime((this.#options.now ?? Date.now)(), systemClockOffset);
      return checkedToken(answer, output, domainOf(domain), now, tokenSeconds);
    });
  }

  dispose(): void {
    this.#session.dispose();
  }

  /** A call about the caller's own account. */
  #own(operation: string): Call {
    const connection = this.#connection;
    const subject = connection.kind === 'profile' ? connection.profile : connectionId(connection);
    return { operation, subject, region: connection.region };
  }

  /** A call about something in a domain: it goes to the domain's region, and to its realm only. */
  #about<T>(
    it: Domain,
    operation: string,
    subject: string,
    signal: AbortSignal,
    send: (sending: Sending, answer: Answer) => Promise<T>,
  ): Promise<T> {
    const { realm, region } = it;
    return this.#session.call({ operation, subject, region, arn: arnOf(it) }, signal, sending => {
      if (sending.realm === realm) return send(sending, new Answer(operation, subject));
      const reason = `it belongs to ${realm}, and this connection goes to ${sending.realm}`;
      throw new Failure('endpoint-refused', subject, { operation, reason });
    });
  }

  #paging(next: string | undefined): { maxResults: number; nextToken?: string } {
    const maxResults = this.#options.pageSize;
    return next === undefined ? { maxResults } : { maxResults, nextToken: next };
  }
}

/** How messages call a version. */
function named({ package: name, version }: PackageVersion): string {
  return `${name} ${version}`;
}
