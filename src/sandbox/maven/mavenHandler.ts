import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { plain, type Answer } from '../http/answer';
import { arnOfPackage, arnOfRepository } from '../api/resources';
import { isAllowed } from '../iam/authorise';
import type { Service } from '../service';
import { TooLarge } from '../store/blobs';
import type { Grant } from '../token/tokens';
import { findAsset } from './fetchThrough';
import { bodyOf, readBody } from '../http/requestBody';
import { parseMavenPath, type AssetPath, type MavenPath } from './mavenPath';
import { putAsset, putChecksum } from './mavenPut';
import { putMetadata } from './mavenPutMetadata';
import { metadataAt } from './metadata';
import { UpstreamFailed } from './upstream';

const maximumMetadataBytes = 16 * 1024 * 1024;

/** A request that was let in. */
interface Admitted extends MavenPath {
  readonly grant: Grant;
}

/** Serves Maven's side of a repository: `/maven/d/DOMAIN-OWNER/REPOSITORY/…`. */
export async function serveMaven(
  service: Service,
  request: IncomingMessage,
  pathname: string,
  signal: AbortSignal,
): Promise<Answer> {
  const path = parseMavenPath(pathname);
  if (!path) return plain(400, 'This is not a path of a Maven repository.');
  const grant = admit(service, request.headers.authorization, path);
  if (!grant) return unauthorized();
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return read(service, { ...path, grant }, signal);
    case 'PUT':
      return put(service, { ...path, grant }, request, signal);
    default:
      return plain(405, 'Only GET, HEAD and PUT are known here.', { allow: 'GET, HEAD, PUT' });
  }
}

/** Basic authentication with a token of the domain that has not expired; the user name is not read. */
function admit(service: Service, header: string | undefined, path: MavenPath): Grant | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? [];
  const [, token] = /^[^:]*:(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  const grant = service.tokens.read(token ?? '');
  const fits = grant?.domain === path.domain && grant.owner === path.owner;
  return fits && grant.expires * 1000 > service.now().getTime() ? grant : undefined;
}

function unauthorized(): Answer {
  return plain(401, 'A token of this domain is needed.', {
    'www-authenticate': 'Basic realm="AWS CodeArtifact"',
  });
}

/** Why `path` may not be used for `action`, or `undefined`. */
function refusal(service: Service, path: Admitted, action: string): Answer | undefined {
  const { domain, repository, target, grant } = path;
  const names = packageNames(target);
  const resource =
    action === 'codeartifact:ReadFromRepository' || !names
      ? arnOfRepository(service, { domain, repository })
      : arnOfPackage(service, { domain, repository, ...names });
  if (!isAllowed(service, grant.user, [{ action, resource }]))
    return plain(403, `Not authorized to perform ${action} on ${resource}.`);
  if (!service.store.repository({ domain, repository }))
    return plain(404, 'There is no such repository.');
  return target ? undefined : plain(404, 'Nothing is there.');
}

function packageNames(target: MavenPath['target']) {
  if (!target) return undefined;
  const [group, artifact] =
    target.kind === 'metadata'
      ? [target.folders.slice(0, -1).join('.'), target.folders.at(-1) ?? '']
      : [target.group, target.artifact];
  return { format: 'maven', namespace: group, package: artifact } as const;
}

async function put(
  service: Service,
  path: Admitted,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<Answer> {
  const { domain, repository, target, checksum } = path;
  const metadata = target?.kind !== 'asset';
  const refused = refusal(
    service,
    path,
    metadata ? 'codeartifact:PutPackageMetadata' : 'codeartifact:PublishPackageVersion',
  );
  if (refused ?? !target) return refused ?? plain(404, 'Nothing is there.');
  if (checksum) {
    const given = (await readBody(request)).toString('latin1').trim();
    // What a client says of its own metadata is not kept, so there is nothing to compare.
    if (target.kind !== 'asset') return plain(201, 'Read.');
    const id = { domain, repository, ...assetVersion(target) };
    return putChecksum(service, id, target.asset, checksum, given.split(/\s/)[0] ?? '');
  }
  if (target.kind === 'asset')
    return putAsset(
      service,
      { domain, repository, ...assetVersion(target) },
      target,
      bodyOf(request),
      signal,
    );
  const body = bodyOf(request);
  try {
    const incoming = await service.store.blobs.receive(body, maximumMetadataBytes, signal);
    return putMetadata(service, { domain, repository }, target, incoming);
  } catch (error) {
    if (error instanceof TooLarge) return plain(413, 'A metadata file can have at most 16 MiB.');
    throw error;
  }
}

function assetVersion({ group, artifact, version, build }: AssetPath) {
  const names = { format: 'maven', namespace: group, package: artifact } as const;
  return { ...names, version: build ?? version };
}

async function read(service: Service, path: Admitted, signal: AbortSignal): Promise<Answer> {
  const refused = refusal(service, path, 'codeartifact:ReadFromRepository');
  if (refused ?? !path.target) return refused ?? plain(404, 'Nothing is there.');
  try {
    return path.target.kind === 'asset'
      ? await asset(service, path, path.target, signal)
      : await metadata(service, path, path.target, signal);
  } catch (error) {
    if (error instanceof UpstreamFailed) return plain(502, error.message);
    throw error;
  }
}

async function asset(
  service: Service,
  { domain, repository, checksum }: Admitted,
  target: AssetPath,
  signal: AbortSignal,
): Promise<Answer> {
  const names = { format: 'maven', namespace: target.group, package: target.artifact } as const;
  const found = await findAsset(service, { domain, repository, ...names }, target, signal);
  if (!found) return plain(404, `${target.asset} is not in the repository or its upstreams.`);
  if (checksum) return checksumAnswer(found[checksum]);
  return {
    status: 200,
    headers: {
      'content-type': contentType(found.name),
      'content-length': String(found.size),
      etag: `"${found.sha1}"`,
    },
    body: () => service.store.blobs.open(found),
  };
}

async function metadata(
  service: Service,
  { domain, repository, checksum }: Admitted,
  target: Exclude<MavenPath['target'], AssetPath | undefined>,
  signal: AbortSignal,
): Promise<Answer> {
  const xml = await metadataAt(service, { domain, repository }, target, signal);
  if (xml === undefined) return plain(404, 'Nothing is known of that.');
  if (checksum) return checksumAnswer(createHash(checksum).update(xml).digest('hex'));
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xml };
}

function checksumAnswer(hex: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: hex };
}

function contentType(name: string): string {
  if (/\.(pom|xml)$/.test(name)) return 'application/xml';
  return /\.(jar|war|ear|aar)$/.test(name)
    ? 'application/java-archive'
    : 'application/octet-stream';
}
