import { isFailure } from '../../core/failure';
import { analyzeMarker, parseMarkerKind } from './analyzeMarker';
import type {
  FailureMarker,
  FolderListing,
  RepositoryMatcher,
  LocalRepositoryFiles,
} from './failureMarker';

/** How many folders are read at the same time. */
const concurrency = 32;

/**
 * Finds the failure markers of CodeArtifact repositories below `root`. Memory use depends on the
 * number of markers, not of files. A marker that cannot be read is skipped.
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
