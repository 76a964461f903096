import { readFileSync } from 'node:fs';
import { plain, type Answer } from '../http/answer';
import type { Service } from '../service';
import { TooLarge, type Incoming } from '../store/blobs';
import { keys } from '../store/keys';
import type { AssetRecord, VersionId, VersionRecord } from '../store/records';
import { putVersion, revisionOf, withAsset } from '../store/versions';
import { isReachableElsewhere, maximumAssetBytes, pomFacts } from './fetchThrough';
import type { AssetPath, Checksum } from './mavenPath';

/** Takes what `mvn deploy` puts: a file of a version, which stays Unfinished until its metadata comes. */
export async function putAsset(
  service: Service,
  id: VersionId,
  path: AssetPath,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Answer> {
  if (path.version.endsWith('-SNAPSHOT') && path.build === undefined)
    return plain(400, 'Snapshots need a name with the time of their build.');
  if (service.store.package(id)?.restrictions.publish === 'BLOCK')
    return plain(403, 'Publishing this package here is blocked by its origin controls.');
  const known = service.store.version(id);
  if (!known && (await isReachableElsewhere(service, id, path, signal)))
    return plain(409, `${path.asset} exists upstream of this repository already.`);
  let incoming: Incoming;
  try {
    incoming = await service.store.blobs.receive(body, maximumAssetBytes, signal);
  } catch (error) {
    if (error instanceof TooLarge) return plain(413, 'An asset can have at most 5 GB.');
    throw error;
  }
  try {
    return keep(service, id, path.asset, incoming);
  } finally {
    service.store.blobs.discard(incoming);
  }
}

function keep(service: Service, id: VersionId, name: string, incoming: Incoming): Answer {
  const { file, ...facts } = incoming;
  const asset: AssetRecord = { name, ...facts };
  const old = service.store.version(id);
  const there = old?.assets.find(it => it.name === name);
  if (old?.status === 'Archived' || old?.status === 'Disposed')
    return plain(409, `Version ${id.version} is ${old.status}.`);
  if (there && there.sha256 !== asset.sha256)
    return plain(409, `${name} exists already, with other content.`);
  const awaitedKey = keys.awaitedChecksums(id, name);
  const awaited = service.store.data.get(awaitedKey) as
    Partial<Record<Checksum, string>> | undefined;
  const wrong = Object.entries(awaited ?? {}).some(
    ([kind, hex]) => asset[kind as Checksum] !== hex,
  );
  if (wrong) return plain(400, `${name} does not have the checksum that was put before it.`);
  const assets = withAsset(old?.assets ?? [], asset);
  const record: VersionRecord = {
    ...(old ?? {
      status: 'Unfinished',
      origin: { type: 'INTERNAL', repository: id.repository },
    }),
    revision: revisionOf(assets),
    assets,
    ...(name.endsWith('.pom') && pomFacts(file, facts.size)),
  };
  service.store.blobs.keep(incoming);
  const draft = putVersion(service.store, service.store.draft(), id, record, 'published');
  if (awaited) draft.put(awaitedKey, null);
  draft.commit();
  return plain(201, 'Kept.');
}

/** Compares a checksum with its asset, or keeps it until the asset comes. */
export function putChecksum(
  service: Service,
  id: VersionId,
  name: string,
  kind: Checksum,
  given: string,
): Answer {
  const old = service.store.version(id);
  const asset = old?.assets.find(it => it.name === name);
  const draft = service.store.draft();
  if (!old || !asset) {
    const key = keys.awaitedChecksums(id, name);
    const awaited = service.store.data.get(key) as object | undefined;
    draft.put(key, { ...awaited, [kind]: given }).commit();
    return plain(201, 'Kept until its file comes.');
  }
  const { mismatched = [], ...rest } = old;
  const others = mismatched.filter(it => it !== name);
  if (given === asset[kind]) {
    if (mismatched.length > others.length)
      draft.putVersion(id, { ...rest, ...(others.length > 0 && { mismatched: others }) }).commit();
    return plain(201, 'It fits.');
  }
  // Only what is not published yet is held back (user guide, "Checksum mismatches").
  if (old.status === 'Unfinished')
    draft.putVersion(id, { ...rest, mismatched: [...others, name] }).commit();
  return plain(400, `The ${kind} of ${name} is ${asset[kind]}, not ${given}.`);
}

/** The text of a file that was received. */
export function textOf({ file }: Incoming): string {
  return readFileSync(file, 'utf8');
}
