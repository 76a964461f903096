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
import type {
  Asset,
  AssetCoordinates,
  OriginControls,
  AssetUpload,
  PublishedAsset,
} from '../../core/asset';
import type { Page } from '../../core/codeArtifact';
import type { Package, PackageVersion } from '../../core/coordinates';
import { Failure, type FailureCode } from '../../core/failure';
import type { ResponseReader } from './responseReader';
import { parseAsset, parsePublishedAsset } from './assetResponses';
import { createFileBody } from './fileBody';
import { packageInput } from './requestInputs';
import type { CallContext } from './session';
import { createPage } from './responseParsers';

const versionInput = (it: PackageVersion) => ({ ...packageInput(it), packageVersion: it.version });

/** `ListPackageVersionAssets`. */
export async function listAssets(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  of: PackageVersion,
  paging: { readonly maxResults: number; readonly nextToken?: string },
): Promise<Page<Asset>> {
  const output = await clients.codeArtifact.send(
    new ListPackageVersionAssetsCommand({ ...versionInput(of), ...paging }),
    { abortSignal },
  );
  const items = reader.list('assets', output.assets).map(it => parseAsset(reader, it));
  return createPage(reader, items, output.nextToken, paging.nextToken);
}

/** `PublishPackageVersion`: one try. */
export async function uploadAsset(
  { clients, abortSignal, keepAlive }: CallContext,
  reader: ResponseReader,
  it: AssetUpload,
  onProgress: (bytes: number) => void,
): Promise<PublishedAsset> {
  const callController = new AbortController();
  const body = createFileBody(it.file, it.sizeBytes, bytes => {
    keepAlive();
    onProgress(bytes);
  });
  const command = new PublishPackageVersionCommand({
    ...versionInput(it.version),
    format: 'generic',
    assetName: it.asset,
    assetContent: body.stream,
    assetSHA256: it.sha256,
    ...(it.unfinished && { unfinished: true }),
  });
  const draining = keepAliveWhileDraining(body.stream, it.sizeBytes, keepAlive);
  try {
    // No limit on the whole: the session's starts anew with every slice that goes.
    const sending = clients.codeArtifact.send(command, {
      abortSignal: AbortSignal.any([abortSignal, callController.signal]),
      requestTimeout: 0,
    });
    const output = await Promise.race([sending, body.failed]);
    return parsePublishedAsset(reader, output, it.asset);
  } finally {
    draining.stop();
    body.stream.destroy();
    // An answer that came before the last byte leaves a socket that waits for the rest.
    if (!body.stream.readableEnded) callController.abort();
  }
}

/** What the system's socket buffer may hold at the most (Linux: `tcp_wmem`). */
const systemBufferBytes = 4 * 1024 * 1024;
/** A line that is slower than this, in bytes a second, is taken for dead. */
const minBytesPerSecond = 32 * 1024;
/** What goes within the usual limit on any line. */
const immediatelySentBytes = 256 * 1024;

/**
 * Once the last byte is handed to the system, nobody sees the rest of its buffer go: for as long as a
 * slow line may need for that, the call counts as alive.
 */
function keepAliveWhileDraining(body: Readable, sizeBytes: number, keepAlive: () => void) {
  let timer: NodeJS.Timeout | undefined;
  body.once('end', () => {
    const drainingBytes = Math.min(sizeBytes, systemBufferBytes) - immediatelySentBytes;
    const until = performance.now() + (drainingBytes / minBytesPerSecond) * 1000;
    timer = setInterval(() => {
      if (performance.now() < until) keepAlive();
      else clearInterval(timer);
    }, 250);
  });
  return { stop: () => clearInterval(timer) };
}

/** `GetPackageVersionAsset`: one try. */
export async function downloadAsset(
  { clients, abortSignal, keepAlive }: CallContext,
  reader: ResponseReader,
  { version, asset }: AssetCoordinates,
  onChunk: (chunk: Uint8Array) => Promise<void> | undefined,
): Promise<void> {
  const output = await clients.codeArtifact.send(
    new GetPackageVersionAssetCommand({ ...versionInput(version), asset }),
    { abortSignal },
  );
  const body = reader.required('asset', output.asset) as unknown as AsyncIterable<Uint8Array>;
  for await (const chunk of body) {
    keepAlive();
    abortSignal.throwIfAborted();
    const pendingChunk = onChunk(chunk);
    if (pendingChunk) await pendingChunk;
    keepAlive();
  }
}

/** `UpdatePackageVersionsStatus` from Unfinished to Published. */
export async function finishVersion(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  of: PackageVersion,
): Promise<void> {
  const output = await clients.codeArtifact.send(
    new UpdatePackageVersionsStatusCommand({
      ...packageInput(of),
      versions: [of.version],
      expectedStatus: 'Unfinished',
      targetStatus: 'Published',
    }),
    { abortSignal },
  );
  checkBatchResult(reader, output, of, 'UpdatePackageVersionsStatus');
}

/** `DeletePackageVersions` of one that is Unfinished. */
export async function deleteUnfinishedVersion(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  of: PackageVersion,
): Promise<void> {
  const output = await clients.codeArtifact.send(
    new DeletePackageVersionsCommand({
      ...packageInput(of),
      versions: [of.version],
      expectedStatus: 'Unfinished',
    }),
    { abortSignal },
  );
  checkBatchResult(reader, output, of, 'DeletePackageVersions');
}

/** `DescribePackage`. */
export async function getOriginControls(
  { clients, abortSignal }: CallContext,
  reader: ResponseReader,
  of: Package,
): Promise<OriginControls> {
  const output = await clients.codeArtifact.send(new DescribePackageCommand(packageInput(of)), {
    abortSignal,
  });
  const { restrictions } = reader.required('package', output.package).originConfiguration ?? {};
  const allowed = ['ALLOW', 'BLOCK'] as const;
  const { publish = 'ALLOW', upstream = 'ALLOW' } = restrictions ?? {};
  return {
    publish: reader.oneOf('restrictions.publish', publish, allowed),
    upstream: reader.oneOf('restrictions.upstream', upstream, allowed),
  };
}

const batchCodes = new Map<string, FailureCode>([
  ['NOT_FOUND', 'not-found'],
  ['NOT_ALLOWED', 'access-denied'],
]);

/** A batch answers 200 also for what it did not do. */
function checkBatchResult(
  reader: ResponseReader,
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
    reader.fail('successfulVersions', undefined);
}
