import * as vscode from 'vscode';
import { listFileNames } from '../../files/walkFiles';
import { replaceFile } from '../../files/replaceFile';
import type { ClearMarkersResult } from '../../maven/localRepository/clearFailureMarkers';
import { Failure } from '../../core/failure';
import { confirmClearFailureMarkers } from './confirmClearFailureMarkers';
import { findFailedDownloads, type FailedDownloads } from './findFailedDownloads';
import { updateJavaProjects } from './updateJavaProjects';
import { withProgress } from '../common/progress';
import { showError } from '../errors/showError';
import type { BuildFailureServices } from './buildFailureServices';
import { requireTrust } from '../common/requireTrust';
import { fetchAndWriteTokens } from '../tokens/refreshToken';
import { clearFailureMarkers } from '../../maven/localRepository/clearFailureMarkers';

/**
 * Ends a 401 for good: fresh tokens, then away with what Maven noted of failed downloads, which it
 * would otherwise not try again for a day, then everything is resolved anew. From a pom.xml, or for
 * the whole workspace.
 */
export async function fix401(services: BuildFailureServices, resource: unknown): Promise<void> {
  requireTrust();
  const pom = resource instanceof vscode.Uri ? resource : undefined;
  if (pom && pom.scheme !== 'file') throw new Failure('not-local', pom.path);
  // Without a fresh token the same downloads would fail again, and be noted again.
  if (!(await fetchAndWriteTokens(services))) return;
  const failures = await findFailedDownloads(services, pom?.fsPath);
  if (failures.plan.markers.length === 0) {
    await resolveDependencies(services, pom, nothingFoundText(failures));
    return;
  }
  if (!(await confirmClearFailureMarkers(failures))) return;
  const result = await clearMarkersWithProgress(failures);
  const [failed] = result.failed;
  if (failed) void showError(services.log, 'fix401', failed.error);
  const count = result.deleted.length + result.edited.length;
  services.log.info(
    `Notes of failed downloads removed: ${count} of ${failures.plan.markers.length}`,
  );
  await resolveDependencies(
    services,
    pom,
    vscode.l10n.t('Notes of failed downloads removed: {0}.', count),
  );
}

async function clearMarkersWithProgress({
  plan,
  repositoryMatcher,
}: FailedDownloads): Promise<ClearMarkersResult> {
  const title = vscode.l10n.t('Removing notes of failed downloads');
  return await withProgress(title, async (signal, reportProgress) => {
    let done = 0;
    const replace: Parameters<typeof clearFailureMarkers>[2]['replace'] = async (file, edit) => {
      if (++done % 100 === 0)
        reportProgress(vscode.l10n.t('{0} of {1}', done, plan.markers.length));
      return (await replaceFile(file, edit, {}, signal)).changed;
    };
    return await clearFailureMarkers(
      plan,
      repositoryMatcher,
      { replace, list: listFileNames },
      signal,
    );
  });
}

function nothingFoundText({ repositories }: FailedDownloads): string {
  return vscode.l10n.t(
    'The token is fresh, and no failed download is noted in {0}.',
    repositories.map(({ path }) => path).join(', '),
  );
}

/** The Java extension does it by itself; otherwise a build shows. Not waited for: it may stay open. */
async function resolveDependencies(
  services: BuildFailureServices,
  pom: vscode.Uri | undefined,
  outcomeText: string,
): Promise<void> {
  const poms = pom ? [pom] : await services.buildFailures.affectedPoms();
  const updated = await updateJavaProjects(poms, services.log);
  services.buildFailures.clearAffectedPoms();
  const next = updated
    ? vscode.l10n.t('The Java projects are being resolved again.')
    : vscode.l10n.t('Build again to fetch what was missing.');
  const compile = vscode.l10n.t('Compile');
  void vscode.window.showInformationMessage(`${outcomeText} ${next}`, compile).then(chosen => {
    if (chosen === compile) void vscode.commands.executeCommand('codeartifact.compile', pom);
  });
}
