import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { textResponse, type HttpResponse } from '../http/httpResponse';
import { toPackageArn, toRepositoryArn } from '../api/resources';
import { isAllowed } from '../iam/authorize';
import type { Service } from '../service';
import { BlobTooLargeError } from '../store/blobStore';
import type { TokenPayload } from '../token/tokenIssuer';
import { findAsset } from './findAsset';
import { requestBodyStream, readRequestBody } from '../http/requestBody';
import { parseMavenPath, type AssetPath, type MavenPath } from './mavenPath';
import { putAsset, putChecksum } from './putAsset';
import { putMetadata } from './putMetadata';
import { resolveMetadata } from './resolveMetadata';
import { UpstreamError } from './upstream';

const maximumMetadataBytes = 16 * 1024 * 1024;

/** The path of an authenticated request. */
interface AuthenticatedPath extends MavenPath {
  readonly tokenPayload: TokenPayload;
}

/** Serves the Maven endpoint of repositories, `/maven/d/DOMAIN-OWNER/REPOSITORY/…`. */
export async function serveMaven(
  service: Service,
  request: IncomingMessage,
  pathname: string,
  signal: AbortSignal,
): Promise<HttpResponse> {
  // Without a valid token, no path tells anything about what it leads to.
  const tokenPayload = authenticate(service, request.headers.authorization);
  if (!tokenPayload) return unauthorizedResponse();
  const path = parseMavenPath(pathname);
  if (!path) return textResponse(400, 'This is not a path in a Maven repository.');
  if (tokenPayload.domain !== path.domain || tokenPayload.owner !== path.owner)
    return unauthorizedResponse();
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return handleRead(service, { ...path, tokenPayload }, signal);
    case 'PUT':
      return handlePut(service, { ...path, tokenPayload }, request, signal);
    default:
      return textResponse(405, 'Only GET, HEAD and PUT are allowed here.', {
        allow: 'GET, HEAD, PUT',
      });
  }
}

/** The valid token that is the password of Basic authentication, if there is one; the user name is ignored. */
function authenticate(service: Service, header: string | undefined): TokenPayload | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? [];
  const [, token] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  const tokenPayload = service.tokenIssuer.decode(token ?? '');
  return tokenPayload && tokenPayload.expires * 1000 > service.now().getTime()
    ? tokenPayload
    : undefined;
}

function unauthorizedResponse(): HttpResponse {
  return textResponse(401, 'A valid authorization token for this domain is required.', {
    'www-authenticate': 'Basic realm="AWS CodeArtifact"',
  });
}

/** The response that refuses `action` on `path`, or `undefined` when it is allowed. */
function checkAccess(
  service: Service,
  path: AuthenticatedPath,
  action: string,
): HttpResponse | undefined {
  const { domain, repository, target, tokenPayload } = path;
  const coordinates = packageCoordinates(target);
  const resource =
    action === 'codeartifact:ReadFromRepository' || !coordinates
      ? toRepositoryArn(service, { domain, repository })
      : toPackageArn(service, { domain, repository, ...coordinates });
  if (!isAllowed(service, tokenPayload.user, [{ action, resource }]))
    return textResponse(403, `Not authorized to perform ${action} on ${resource}.`);
  if (!service.store.repository({ domain, repository }))
    return textResponse(404, `There is no repository '${repository}'.`);
  return target ? undefined : noFileResponse();
}

/** Logs the error and passes it on, in the reason phrase as well, which is all that Maven shows. */
function upstreamErrorResponse(
  { log }: Service,
  { message, throttling }: UpstreamError,
): HttpResponse {
  log(`Upstream: ${message}`);
  const retryAfter = throttling?.retryAfter;
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { ...textResponse(throttling ? 429 : 502, message, headers), statusText: message };
}

function noFileResponse(): HttpResponse {
  return textResponse(404, 'There is no file at this path.');
}

function packageCoordinates(target: MavenPath['target']) {
  if (!target) return undefined;
  const [group, artifact] =
    target.kind === 'metadata'
      ? [target.folders.slice(0, -1).join('.'), target.folders.at(-1) ?? '']
      : [target.group, target.artifact];
  return { format: 'maven', namespace: group, package: artifact } as const;
}

async function handlePut(
  service: Service,
  path: AuthenticatedPath,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const { domain, repository, target, checksum } = path;
  const isMetadata = target?.kind !== 'asset';
  const errorResponse = checkAccess(
    service,
    path,
    isMetadata ? 'codeartifact:PutPackageMetadata' : 'codeartifact:PublishPackageVersion',
  );
  if (errorResponse ?? !target) return errorResponse ?? noFileResponse();
  if (checksum) {
    const checksumText = (await readRequestBody(request)).toString('latin1').trim();
    // Metadata is not stored, so there is nothing to compare its checksum with.
    if (target.kind !== 'asset') return textResponse(201, 'Ignored.');
    const id = { domain, repository, ...versionCoordinates(target) };
    return putChecksum(service, id, target.asset, checksum, checksumText.split(/\s/)[0] ?? '');
  }
  if (target.kind === 'asset')
    return putAsset(
      service,
      { domain, repository, ...versionCoordinates(target) },
      target,
      requestBodyStream(request),
      signal,
    );
  const body = requestBodyStream(request);
  try {
    const blob = await service.store.blobStore.receive(body, maximumMetadataBytes, signal);
    return putMetadata(service, { domain, repository }, target, blob);
  } catch (error) {
    if (error instanceof BlobTooLargeError)
      return textResponse(413, 'A metadata file can have at most 16 MiB.');
    throw error;
  }
}

function versionCoordinates({ group, artifact, version, build }: AssetPath) {
  const coordinates = { format: 'maven', namespace: group, package: artifact } as const;
  return { ...coordinates, version: build ?? version };
}

async function handleRead(
  service: Service,
  path: AuthenticatedPath,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const errorResponse = checkAccess(service, path, 'codeartifact:ReadFromRepository');
  if (errorResponse ?? !path.target) return errorResponse ?? noFileResponse();
  try {
    return path.target.kind === 'asset'
      ? await serveAsset(service, path, path.target, signal)
      : await serveMetadata(service, path, path.target, signal);
  } catch (error) {
    if (error instanceof UpstreamError) return upstreamErrorResponse(service, error);
    throw error;
  }
}

async function serveAsset(
  service: Service,
  { domain, repository, checksum }: AuthenticatedPath,
  target: AssetPath,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const coordinates = {
    format: 'maven',
    namespace: target.group,
    package: target.artifact,
  } as const;
  const found = await findAsset(service, { domain, repository, ...coordinates }, target, signal);
  if (!found)
    return textResponse(404, `${target.asset} is not in the repository or its upstreams.`);
  if (checksum) return checksumResponse(found[checksum]);
  return {
    status: 200,
    headers: {
      'content-type': contentType(found.name),
      'content-length': String(found.size),
      etag: `"${found.sha1}"`,
    },
    body: () => service.store.blobStore.open(found),
  };
}

async function serveMetadata(
  service: Service,
  { domain, repository, checksum }: AuthenticatedPath,
  target: Exclude<MavenPath['target'], AssetPath | undefined>,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const xml = await resolveMetadata(service, { domain, repository }, target, signal);
  if (xml === undefined) return textResponse(404, 'There are no versions or plugins at this path.');
  if (checksum) return checksumResponse(createHash(checksum).update(xml).digest('hex'));
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xml };
}

function checksumResponse(hex: string): HttpResponse {
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: hex };
}

function contentType(name: string): string {
  if (/\.(pom|xml)$/.test(name)) return 'application/xml';
  return /\.(jar|war|ear|aar)$/.test(name)
    ? 'application/java-archive'
    : 'application/octet-stream';
}
