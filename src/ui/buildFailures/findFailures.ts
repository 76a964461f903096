import * as vscode from 'vscode';
import { readSmall } from '../../files/readSmall';
import { walkFiles } from '../../files/walkFiles';
import type { LocalRepository } from '../../maven/localRepository/effectiveLocalRepository';
import type { HealPlan } from '../../maven/localRepository/heal';
import type { OurRepositories } from '../../maven/localRepository/markers';
import { parseRepositoryUrl } from '../../core/endpoint';
import type { Connections } from '../connections/connections';
import type { MavenFiles, MavenState } from '../buildTools/maven/mavenFiles';
import { mavenRoom } from '../buildTools/maven/mavenRoom';
import { withProgress } from '../common/progress';
import { localRepositories } from './localRepositories';

/** What failures are found with. */
interface FailureServices {
  readonly connections: Pick<Connections, 'approved'>;
  readonly mavenFiles: MavenFiles;
}

/** The failed downloads that Maven has noted of CodeArtifact's repositories. */
export interface NotedFailures {
  readonly plan: HealPlan;
  readonly ours: OurRepositories;
  /** Where was looked. */
  readonly repositories: readonly LocalRepository[];
}

/** What is CodeArtifact's: by the URL, and by an id that the files give to CodeArtifact alone. */
export async function ourRepositories(
  { connections }: FailureServices,
  { claims }: MavenState,
): Promise<OurRepositories> {
  const approved = await connections.approved();
  const elsewhere = new Set(
    claims.problems.filter(({ code }) => code === 'sent-elsewhere').map(({ id }) => id),
  );
  const ids = new Set(claims.claims.map(({ id }) => id).filter(id => !elsewhere.has(id)));
  return {
    isOurUrl: url => parseRepositoryUrl(url, approved)?.format === 'maven',
    isOurId: id => ids.has(id),
  };
}

/** Looks through the local repositories for what failed, with a progress that can be cancelled. */
export async function findFailures(
  services: FailureServices,
  pom: string | undefined,
): Promise<NotedFailures> {
  const title = vscode.l10n.t('Looking for failed downloads in the local repository');
  return await withProgress(title, async (signal, report) => {
    const { findMarkers, planHeal } = await mavenRoom();
    const ours = await ourRepositories(services, await services.mavenFiles.read(signal));
    const repositories = await localRepositories(services.mavenFiles, pom, signal);
    let folders = 0;
    const walk = async function* (root: string, inner: AbortSignal) {
      for await (const listing of walkFiles(root, inner)) {
        folders++;
        if (folders % 1000 === 0) report(vscode.l10n.t('{0} folders', folders));
        yield listing;
      }
    };
    const found = await Promise.all(
      repositories.map(({ path }) => findMarkers({ walk, read: readSmall }, path, ours, signal)),
    );
    return { plan: planHeal(unique(found.flat())), ours, repositories };
  });
}

/** What Maven said of failures that it has noted since a moment, without a word to anyone. */
export async function failuresSince(
  services: FailureServices,
  since: number,
  signal: AbortSignal,
): Promise<string> {
  const { findMarkers } = await mavenRoom();
  const ours = await ourRepositories(services, await services.mavenFiles.read(signal));
  const repositories = await localRepositories(services.mavenFiles, undefined, signal);
  const files = { walk: walkFiles, read: readSmall };
  const found = await Promise.all(
    repositories.map(({ path }) => findMarkers(files, path, ours, signal)),
  );
  return found
    .flat()
    .filter(({ notedAt = 0 }) => notedAt >= since)
    .map(({ message = '' }) => message.replaceAll(/\s+/g, ' '))
    .join('\n');
}

/** One local repository may lie in another, or be reached by a second name. */
function unique<T extends { readonly file: string }>(markers: readonly T[]): readonly T[] {
  return [...new Map(markers.map(marker => [marker.file, marker])).values()];
}
