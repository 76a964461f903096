import { isFailure } from '../../core/failure';
import { analyzeMarker, parseMarkerKind } from './analyzeMarker';
import type {
  FailureMarker,
  FolderListing,
  RepositoryMatcher,
  LocalRepositoryFiles,
} from './failureMarker';

/** Folders whose markers are read at a time: one after the other, the disk would mostly be idle. */
const concurrency = 32;

/**
 * Finds the failure markers that CodeArtifact repositories left below `root`. Memory stays flat but
 * for what is found. A marker that cannot be read is passed over.
 */
export async function findFailureMarkers(
  files: LocalRepositoryFiles,
  root: string,
  matcher: RepositoryMatcher,
  signal: AbortSignal,
): Promise<readonly FailureMarker[]> {
  const markers: FailureMarker[] = [];
  const pendingListings: FolderListing[] = [];
  const readPending = async (): Promise<void> => {
    const found = pendingListings
      .splice(0)
      .map(listing => readMarkers(files, listing, matcher, signal));
    markers.push(...(await Promise.all(found)).flat());
  };
  for await (const listing of files.walk(root, signal)) {
    if (!listing.files.some(({ name }) => parseMarkerKind(name))) continue;
    pendingListings.push(listing);
    if (pendingListings.length === concurrency) await readPending();
  }
  await readPending();
  return markers;
}

async function readMarkers(
  { read }: LocalRepositoryFiles,
  { folder, files }: FolderListing,
  matcher: RepositoryMatcher,
  signal: AbortSignal,
): Promise<readonly FailureMarker[]> {
  const siblings = new Set(files.map(({ name }) => name));
  const markers: FailureMarker[] = [];
  for (const { name, path: file } of files) {
    const kind = parseMarkerKind(name);
    if (!kind) continue;
    const bytes = await read(file, signal).catch((error: unknown) => {
      if (!isFailure(error)) throw error;
      return undefined;
    });
    const analysis = bytes && analyzeMarker(name, bytes, siblings, matcher);
    if (!analysis) continue;
    const { clearedContent, ...rest } = analysis;
    markers.push({
      file,
      folder,
      name,
      kind,
      remedy: clearedContent === 'removed' ? 'delete' : 'edit',
      ...rest,
    });
  }
  return markers;
}
