import * as vscode from 'vscode';
import { listFiles } from '../../files/walkFiles';
import { replaceFile } from '../../files/replaceFile';
import type { Healed } from '../../maven/localRepository/heal';
import { Failure } from '../../core/failure';
import { askToHeal } from './askToHeal';
import { findFailures, type NotedFailures } from './findFailures';
import { updateJavaProjects } from './javaProjects';
import { mavenRoom } from '../buildTools/maven/mavenRoom';
import { withProgress } from '../common/progress';
import { report } from '../errors/report';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';
import { refreshTokens } from '../tokens/refreshToken';

/**
 * Ends a 401 for good: fresh tokens, then away with what Maven noted of failed downloads, which it
 * would otherwise not try again for a day, then everything is resolved anew. From a pom.xml, or for
 * the whole workspace.
 */
export async function fix401(services: Services, resource: unknown): Promise<void> {
  requireTrust();
  const pom = resource instanceof vscode.Uri ? resource : undefined;
  if (pom && pom.scheme !== 'file') throw new Failure('not-local', pom.path);
  // Without a fresh token the same downloads would fail again, and be noted again.
  if (!(await refreshTokens(services))) return;
  const failures = await findFailures(services, pom?.fsPath);
  if (failures.plan.markers.length === 0) {
    await resolveAgain(services, pom, nothingFound(failures));
    return;
  }
  if (!(await askToHeal(failures))) return;
  const healed = await healAll(failures);
  const [failed] = healed.failed;
  if (failed) void report(services.log, 'fix401', failed.error);
  const count = healed.deleted.length + healed.edited.length;
  services.log.info(
    `Notes of failed downloads removed: ${count} of ${failures.plan.markers.length}`,
  );
  await resolveAgain(
    services,
    pom,
    vscode.l10n.t('Notes of failed downloads removed: {0}.', count),
  );
}

async function healAll({ plan, ours }: NotedFailures): Promise<Healed> {
  const title = vscode.l10n.t('Removing notes of failed downloads');
  return await withProgress(title, async (signal, say) => {
    const { heal } = await mavenRoom();
    let done = 0;
    const replace: Parameters<typeof heal>[2]['replace'] = async (file, edit) => {
      if (++done % 100 === 0) say(vscode.l10n.t('{0} of {1}', done, plan.markers.length));
      return (await replaceFile(file, edit, {}, signal)).changed;
    };
    return await heal(plan, ours, { replace, list: listFiles }, signal);
  });
}

function nothingFound({ repositories }: NotedFailures): string {
  return vscode.l10n.t(
    'The token is fresh, and no failed download is noted in {0}.',
    repositories.map(({ path }) => path).join(', '),
  );
}

/** The Java extension does it by itself; otherwise a build shows. Not waited for: it may stay open. */
async function resolveAgain(
  services: Services,
  pom: vscode.Uri | undefined,
  done: string,
): Promise<void> {
  const poms = pom ? [pom] : await services.refusals.affectedPoms();
  const updated = await updateJavaProjects(poms, services.log);
  services.refusals.forget();
  const next = updated
    ? vscode.l10n.t('The Java projects are being resolved again.')
    : vscode.l10n.t('Build again to fetch what was missing.');
  const compile = vscode.l10n.t('Compile');
  void vscode.window.showInformationMessage(`${done} ${next}`, compile).then(chosen => {
    if (chosen === compile) void vscode.commands.executeCommand('codeartifact.compile', pom);
  });
}
