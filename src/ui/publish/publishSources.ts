import path from 'node:path';
import * as vscode from 'vscode';
import { isCancelled, Failure } from '../../core/failure';
import type { RepositoryNode } from '../explorer/node';
import { isRepositoryNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { requireTrust } from '../common/trust';
import { archiveRoom } from './archiveRoom';
import {
  assetPlan,
  type AssetFiles,
  type AssetPlan,
  type AssetProblem,
  type PlannedSource,
} from '../download/assetFiles';
import { askAssets } from './askAssets';
import type { Target } from './askTarget';
import { projectValues } from './projectValues';
import { publishing } from './publishing';
import { sendFiles } from './sendFiles';
import { findSources, givenUris, type Source } from './sources';
import { tellPublished } from './tellPublished';
import { tellWhatIsLeft } from './tellWhatIsLeft';

/** Publishes files as the assets of one version, each by its own name; the contents of folders, too. */
export async function publishFiles(services: Services, ...args: readonly unknown[]): Promise<void> {
  requireTrust();
  const sources = await findSources(givenUris(...args), 'files');
  if (sources) await publishSources(services, sources, args.find(isRepositoryNode));
}

/** As `publishFiles`, for sources that are known. */
export async function publishSources(
  services: Services,
  sources: readonly [Source, ...Source[]],
  given: RepositoryNode | undefined,
): Promise<void> {
  const plan = checked(await planned(sources), sources);
  const title =
    plan.files.length === 1
      ? vscode.l10n.t('Publish {0}', plan.files[0].asset)
      : vscode.l10n.t('Publish {0} files', plan.files.length);
  const first = await projectValues(sources);
  await publishing(services, { title, first, resumable: true }, given, async target => {
    const files = await askAssets(services, plan, target);
    if (files === undefined || files === 'back') return files;
    await send(services, files, target);
    return undefined;
  });
}

async function send(services: Services, files: AssetFiles, target: Target): Promise<void> {
  try {
    const back = await sendFiles(services, target, files);
    void tellPublished(services, target, back);
  } catch (error) {
    if (isCancelled(error) || files.length > 1) void tellWhatIsLeft(services, target);
    throw error;
  }
}

async function planned(sources: readonly Source[]): Promise<AssetPlan> {
  return await withProgress(vscode.l10n.t('Looking at the files'), async signal =>
    assetPlan(await Promise.all(sources.map(it => plannedSource(it, signal)))),
  );
}

/** What was chosen by name is asked about, where it looks like a secret; in folders it is left out. */
async function plannedSource(source: Source, signal: AbortSignal): Promise<PlannedSource> {
  const { planArchive } = await archiveRoom();
  const plan = await planArchive([source.path], {}, signal);
  const looksSecret = !source.isFolder && plan.leftOut.some(it => it.reason === 'secret');
  if (!looksSecret) return { source, plan, looksSecret };
  const confirmedSecrets = [path.basename(source.path)];
  return {
    source,
    plan: await planArchive([source.path], { confirmedSecrets }, signal),
    looksSecret,
  };
}

function checked(
  plan: AssetPlan,
  sources: readonly Source[],
): AssetPlan & { readonly files: AssetFiles } {
  const name = sources.map(it => path.basename(it.path)).join(', ');
  const [problem] = plan.problems;
  const [first, ...others] = plan.files;
  if (problem) {
    const reason = problemText(path.basename(problem.file), problem.problem);
    throw new Failure('publish-refused', name, { reason });
  }
  if (plan.closed)
    throw new Failure('publish-refused', name, {
      reason: `${plan.closed.path}: ${plan.closed.reason}`,
    });
  if (!first) {
    const reason = 'no file lies directly in it; publish it as a folder instead';
    throw new Failure('publish-refused', name, { reason });
  }
  return { ...plan, files: [first, ...others] };
}

function problemText(file: string, problem: AssetProblem): string {
  switch (problem) {
    case 'twice':
      return `two of the files are called ${file}`;
    case 'name':
      return `${file} has characters that CodeArtifact does not allow in names of assets`;
    case 'large':
      return `${file} is larger than 5 GiB, the most that CodeArtifact takes in one asset`;
  }
}
