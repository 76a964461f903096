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

const versionInput = (version: PackageVersion) => ({
  ...packageInput(version),
  packageVersion: version.version,
});

/** Calls `ListPackageVersionAssets` for one page. */
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
  const items = reader.list('assets', output.assets).map(asset => parseAsset(reader, asset));
  return createPage(reader, items, output.nextToken, paging.nextToken);
}

/** Calls `PublishPackageVersion` once, without retries. `onProgress` gets the bytes sent so far. */
export async function uploadAsset(
  { clients, abortSignal, keepAlive }: CallContext,
  reader: ResponseReader,
  upload: AssetUpload,
  onProgress: (bytes: number) => void,
): Promise<PublishedAsset> {
  const callController = new AbortController();
  const body = createFileBody(upload.file, upload.sizeBytes, bytes => {
    keepAlive();
    onProgress(bytes);
  });
  const command = new PublishPackageVersionCommand({
    ...versionInput(upload.version),
    format: 'generic',
    assetName: upload.asset,
    assetContent: body.stream,
    assetSHA256: upload.sha256,
    ...(upload.unfinished && { unfinished: true }),
  });
  const draining = keepAliveWhileDraining(body.stream, upload.sizeBytes, keepAlive);
  try {
    // The session's deadline starts again with every slice, so the request needs none of its own.
    const sending = clients.codeArtifact.send(command, {
      abortSignal: AbortSignal.any([abortSignal, callController.signal]),
      requestTimeout: 0,
    });
    const output = await Promise.race([sending, body.failed]);
    return parsePublishedAsset(reader, output, upload.asset);
  } finally {
    draining.stop();
    body.stream.destroy();
    // If the response came before the last byte was sent, the socket would wait for the rest.
    if (!body.stream.readableEnded) callController.abort();
  }
}

/** The most that the system's socket buffer may hold (Linux: `tcp_wmem`). */
const systemBufferBytes = 4 * 1024 * 1024;
/** A connection slower than this is treated as dead. */
const minBytesPerSecond = 32 * 1024;
/** The last bytes that even a slow connection sends within the usual deadline. */
const immediatelySentBytes = 256 * 1024;

/**
 * Keeps the call alive after the last byte was handed to the system, for as long as a slow connection
 * needs to send the rest of the system's buffer, since that progress cannot be observed.
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

/** Calls `GetPackageVersionAsset` once, without retries, and awaits `onChunk` for each piece. */
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

/** Calls `UpdatePackageVersionsStatus` to turn an Unfinished version into a Published one. */
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

/** Calls `DeletePackageVersions` for a version that is still Unfinished. */
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

/** Calls `DescribePackage` for the origin controls of a package. */
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

/** Throws if a batch call did not change `version`: the status is 200 even then. */
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
