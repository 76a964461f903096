import { isFailure } from '../../core/failure';
import { judgeMarker, markerKind } from './judgeMarker';
import type { FailureMarker, FolderListing, OurRepositories, RepositoryFiles } from './markers';

/** Folders whose markers are read at a time: one after the other, the disk would mostly be idle. */
const atOnce = 32;

/**
 * Finds the failure markers that CodeArtifact repositories left below `root`. Memory stays flat but
 * for what is found. A marker that cannot be read is passed over.
 */
export async function findMarkers(
  files: RepositoryFiles,
  root: string,
  ours: OurRepositories,
  signal: AbortSignal,
): Promise<readonly FailureMarker[]> {
  const markers: FailureMarker[] = [];
  const waiting: FolderListing[] = [];
  const read = async (): Promise<void> => {
    const found = waiting.splice(0).map(listing => markersIn(files, listing, ours, signal));
    markers.push(...(await Promise.all(found)).flat());
  };
  for await (const listing of files.walk(root, signal)) {
    if (!listing.files.some(({ name }) => markerKind(name))) continue;
    waiting.push(listing);
    if (waiting.length === atOnce) await read();
  }
  await read();
  return markers;
}

async function markersIn(
  { read }: RepositoryFiles,
  { folder, files }: FolderListing,
  ours: OurRepositories,
  signal: AbortSignal,
): Promise<readonly FailureMarker[]> {
  const siblings = new Set(files.map(({ name }) => name));
  const markers: FailureMarker[] = [];
  for (const { name, path: file } of files) {
    const kind = markerKind(name);
    if (!kind) continue;
    const bytes = await read(file, signal).catch((error: unknown) => {
      if (!isFailure(error)) throw error;
      return undefined;
    });
    const found = bytes && judgeMarker(name, bytes, siblings, ours);
    if (!found) continue;
    const { healed, ...rest } = found;
    markers.push({
      file,
      folder,
      name,
      kind,
      remedy: healed === 'removed' ? 'delete' : 'edit',
      ...rest,
    });
  }
  return markers;
}
