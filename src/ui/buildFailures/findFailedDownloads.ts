import * as vscode from 'vscode';
import { readSmallFile } from '../../files/readSmallFile';
import { walkFiles } from '../../files/walkFiles';
import type { LocalRepository } from '../../maven/localRepository/locateLocalRepository';
import type { ClearMarkersPlan } from '../../maven/localRepository/clearFailureMarkers';
import type { RepositoryMatcher } from '../../maven/localRepository/failureMarker';
import { parseRepositoryUrl } from '../../core/endpoint';
import type { Connections } from '../connections/connections';
import type { MavenFiles, MavenState } from '../buildTools/maven/mavenFiles';
import { withProgress } from '../common/progress';
import { findLocalRepositories } from './findLocalRepositories';
import { findFailureMarkers } from '../../maven/localRepository/findFailureMarkers';
import { planClearMarkers } from '../../maven/localRepository/clearFailureMarkers';

/** What failures are found with. */
interface FailureServices {
  readonly connections: Pick<Connections, 'approvedRepositoryEndpoints'>;
  readonly mavenFiles: MavenFiles;
}

/** The failed downloads that Maven has noted of CodeArtifact's repositories. */
export interface FailedDownloads {
  readonly plan: ClearMarkersPlan;
  readonly repositoryMatcher: RepositoryMatcher;
  /** Where was looked. */
  readonly repositories: readonly LocalRepository[];
}

/** What is CodeArtifact's: by the URL, and by an id that the files give to CodeArtifact alone. */
export async function createRepositoryMatcher(
  { connections }: FailureServices,
  { claims }: MavenState,
): Promise<RepositoryMatcher> {
  const approved = await connections.approvedRepositoryEndpoints();
  const idsSentElsewhere = new Set(
    claims.problems.filter(({ code }) => code === 'sent-elsewhere').map(({ id }) => id),
  );
  const ids = new Set(claims.claims.map(({ id }) => id).filter(id => !idsSentElsewhere.has(id)));
  return {
    matchesUrl: url => parseRepositoryUrl(url, approved)?.format === 'maven',
    matchesId: id => ids.has(id),
  };
}

/** Looks through the local repositories for what failed, with a progress that can be cancelled. */
export async function findFailedDownloads(
  services: FailureServices,
  pom: string | undefined,
): Promise<FailedDownloads> {
  const title = vscode.l10n.t('Looking for failed downloads in the local repository');
  return await withProgress(title, async (signal, report) => {
    const repositoryMatcher = await createRepositoryMatcher(
      services,
      await services.mavenFiles.read(signal),
    );
    const repositories = await findLocalRepositories(services.mavenFiles, pom, signal);
    let folders = 0;
    const walk = async function* (root: string, inner: AbortSignal) {
      for await (const listing of walkFiles(root, inner)) {
        folders++;
        if (folders % 1000 === 0) report(vscode.l10n.t('{0} folders', folders));
        yield listing;
      }
    };
    const found = await Promise.all(
      repositories.map(({ path }) =>
        findFailureMarkers({ walk, read: readSmallFile }, path, repositoryMatcher, signal),
      ),
    );
    return { plan: planClearMarkers(uniqueByFile(found.flat())), repositoryMatcher, repositories };
  });
}

/** What Maven said of failures that it has noted since a moment, without a word to anyone. */
export async function findFailureMessagesSince(
  services: FailureServices,
  since: number,
  signal: AbortSignal,
): Promise<string> {
  const repositoryMatcher = await createRepositoryMatcher(
    services,
    await services.mavenFiles.read(signal),
  );
  const repositories = await findLocalRepositories(services.mavenFiles, undefined, signal);
  const files = { walk: walkFiles, read: readSmallFile };
  const found = await Promise.all(
    repositories.map(({ path }) => findFailureMarkers(files, path, repositoryMatcher, signal)),
  );
  return found
    .flat()
    .filter(({ notedAt = 0 }) => notedAt >= since)
    .map(({ message = '' }) => message.replaceAll(/\s+/g, ' '))
    .join('\n');
}

/** One local repository may lie in another, or be reached by a second name. */
function uniqueByFile<T extends { readonly file: string }>(markers: readonly T[]): readonly T[] {
  return [...new Map(markers.map(marker => [marker.file, marker])).values()];
}
