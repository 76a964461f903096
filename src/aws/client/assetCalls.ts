import {
  DeletePackageVersionsCommand,
  DescribePackageCommand,
  GetPackageVersionAssetCommand,
  ListPackageVersionAssetsCommand,
  PublishPackageVersionCommand,
  UpdatePackageVersionsStatusCommand,
  type PackageVersionError,
} from '@aws-sdk/client-codeartifact';
import type { Readable } from 'node:stream';
import type { Asset, AssetOf, OriginControls, Publication, Published } from '../../core/asset';
import type { Page } from '../../core/codeArtifact';
import type { Package, PackageVersion } from '../../core/coordinates';
import { Failure, type FailureCode } from '../../core/failure';
import type { Answer } from './answer';
import { assetSummary, published } from './assetAnswers';
import { fileBody } from './fileBody';
import { inPackage } from './inputs';
import type { Sending } from './session';
import { pageOf } from './summaries';

const inVersion = (it: PackageVersion) => ({ ...inPackage(it), packageVersion: it.version });

/** `ListPackageVersionAssets`. */
export async function listAssets(
  { clients, abortSignal }: Sending,
  answer: Answer,
  of: PackageVersion,
  paging: { readonly maxResults: number; readonly nextToken?: string },
): Promise<Page<Asset>> {
  const output = await clients.codeArtifact.send(
    new ListPackageVersionAssetsCommand({ ...inVersion(of), ...paging }),
    { abortSignal },
  );
  const items = answer.list('assets', output.assets).map(it => assetSummary(answer, it));
  return pageOf(answer, items, output.nextToken, paging.nextToken);
}

/** `PublishPackageVersion`: one try. */
export async function publishAsset(
  { clients, abortSignal, alive }: Sending,
  answer: Answer,
  it: Publication,
  sent: (bytes: number) => void,
): Promise<Published> {
  const over = new AbortController();
  const body = fileBody(it.file, it.sizeBytes, bytes => {
    alive();
    sent(bytes);
  });
  const command = new PublishPackageVersionCommand({
    ...inVersion(it.version),
    format: 'generic',
    assetName: it.asset,
    assetContent: body.stream,
    assetSHA256: it.sha256,
    ...(it.unfinished && { unfinished: true }),
  });
  const draining = aliveWhileDraining(body.stream, it.sizeBytes, alive);
  try {
    // No limit on the whole: the session's starts anew with every slice that goes.
    const sending = clients.codeArtifact.send(command, {
      abortSignal: AbortSignal.any([abortSignal, over.signal]),
      requestTimeout: 0,
    });
    const output = await Promise.race([sending, body.failed]);
    return published(answer, output, it.asset);
  } finally {
    draining.stop();
    body.stream.destroy();
    // An answer that came before the last byte leaves a socket that waits for the rest.
    if (!body.stream.readableEnded) over.abort();
  }
}

/** What the system's socket buffer may hold at the most (Linux: `tcp_wmem`). */
const systemBufferBytes = 4 * 1024 * 1024;
/** A line that is slower than this, in bytes a second, is taken for dead. */
const slowestLine = 32 * 1024;
/** What goes within the usual limit on any line. */
const soonGoneBytes = 256 * 1024;

/**
 * Once the last byte is handed to the system, nobody sees the rest of its buffer go: for as long as a
 * slow line may need for that, the call counts as alive.
 */
function aliveWhileDraining(body: Readable, sizeBytes: number, alive: () => void) {
  let timer: NodeJS.Timeout | undefined;
  body.once('end', () => {
    const left = Math.min(sizeBytes, systemBufferBytes) - soonGoneBytes;
    const until = performance.now() + (left / slowestLine) * 1000;
    timer = setInterval(() => {
      if (performance.now() < until) alive();
      else clearInterval(timer);
    }, 250);
  });
  return { stop: () => clearInterval(timer) };
}

/** `GetPackageVersionAsset`: one try. */
export async function downloadAsset(
  { clients, abortSignal, alive }: Sending,
  answer: Answer,
  { version, asset }: AssetOf,
  take: (chunk: Uint8Array) => Promise<void> | undefined,
): Promise<void> {
  const output = await clients.codeArtifact.send(
    new GetPackageVersionAssetCommand({ ...inVersion(version), asset }),
    { abortSignal },
  );
  const body = answer.present('asset', output.asset) as unknown as AsyncIterable<Uint8Array>;
  for await (const chunk of body) {
    alive();
    abortSignal.throwIfAborted();
    const taking = take(chunk);
    if (taking) await taking;
    alive();
  }
}

/** `UpdatePackageVersionsStatus` from Unfinished to Published. */
export async function finishVersion(
  { clients, abortSignal }: Sending,
  answer: Answer,
  of: PackageVersion,
): Promise<void> {
  const output = await clients.codeArtifact.send(
    new UpdatePackageVersionsStatusCommand({
      ...inPackage(of),
      versions: [of.version],
      expectedStatus: 'Unfinished',
      targetStatus: 'Published',
    }),
    { abortSignal },
  );
  checkBatch(answer, output, of, 'UpdatePackageVersionsStatus');
}

/** `DeletePackageVersions` of one that is Unfinished. */
export async function discardVersion(
  { clients, abortSignal }: Sending,
  answer: Answer,
  of: PackageVersion,
): Promise<void> {
  const output = await clients.codeArtifact.send(
    new DeletePackageVersionsCommand({
      ...inPackage(of),
      versions: [of.version],
      expectedStatus: 'Unfinished',
    }),
    { abortSignal },
  );
  checkBatch(answer, output, of, 'DeletePackageVersions');
}

/** `DescribePackage`. */
export async function describeOrigin(
  { clients, abortSignal }: Sending,
  answer: Answer,
  of: Package,
): Promise<OriginControls> {
  const output = await clients.codeArtifact.send(new DescribePackageCommand(inPackage(of)), {
    abortSignal,
  });
  const { restrictions } = answer.present('package', output.package).originConfiguration ?? {};
  const allowed = ['ALLOW', 'BLOCK'] as const;
  const { publish = 'ALLOW', upstream = 'ALLOW' } = restrictions ?? {};
  return {
    publish: answer.oneOf('restrictions.publish', publish, allowed),
    upstream: answer.oneOf('restrictions.upstream', upstream, allowed),
  };
}

const batchCodes = new Map<string, FailureCode>([
  ['NOT_FOUND', 'not-found'],
  ['NOT_ALLOWED', 'access-denied'],
]);

/** A batch answers 200 also for what it did not do. */
function checkBatch(
  answer: Answer,
  output: {
    readonly successfulVersions?: object | undefined;
    readonly failedVersions?: Readonly<Record<string, PackageVersionError>> | undefined;
  },
  { package: name, version }: PackageVersion,
  operation: string,
): void {
  const failed = output.failedVersions?.[version];
  if (failed) {
    const { errorCode = '', errorMessage } = failed;
    throw new Failure(batchCodes.get(errorCode) ?? 'conflict', `${name} ${version}`, {
      operation,
      ...(errorMessage && { message: errorMessage }),
    });
  }
  if (!Object.hasOwn(output.successfulVersions ?? {}, version))
    answer.refuse('successfulVersions', undefined);
}
