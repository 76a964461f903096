import path from 'node:path';
import * as vscode from 'vscode';
import { isCancelled, Failure } from '../../core/failure';
import type { RepositoryNode } from '../explorer/node';
import { isRepositoryNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { PublishServices } from './publishServices';
import { requireTrust } from '../common/requireTrust';
import {
  createAssetPlan,
  type AssetFiles,
  type AssetPlan,
  type AssetProblem,
  type PlannedSource,
} from './assetPlan';
import { confirmAssets } from './confirmAssets';
import type { PublishTarget } from './runPublishTargetWizard';
import { readSuggestedValues } from './readSuggestedValues';
import { runPublishWizard } from './runPublishWizard';
import { uploadFiles } from './uploadFiles';
import { resolveSources, collectUris, type LocalSource } from '../common/localSources';
import { showPublishedNotification } from './showPublishedNotification';
import { showInterruptedPublishNotification } from './showInterruptedPublishNotification';
import { planArchive } from '../../archive/plan/planArchive';

/**
 * Publishes files, and the files directly in folders, as assets of one version. They keep their
 * names.
 */
export async function publishFilesAsAssets(
  services: PublishServices,
  ...args: readonly unknown[]
): Promise<void> {
  requireTrust();
  const sources = await resolveSources(collectUris(...args), 'files');
  if (sources) await publishSources(services, sources, args.find(isRepositoryNode));
}

/** Like `publishFilesAsAssets`, for given sources. */
export async function publishSources(
  services: PublishServices,
  sources: readonly [LocalSource, ...LocalSource[]],
  presetRepository: RepositoryNode | undefined,
): Promise<void> {
  const plan = requirePublishable(await planAssets(sources), sources);
  const title =
    plan.files.length === 1
      ? vscode.l10n.t('Publish {0}', plan.files[0].asset)
      : vscode.l10n.t('Publish {0} files', plan.files.length);
  const suggested = await readSuggestedValues(sources);
  await runPublishWizard(
    services,
    { title, suggested, resumable: true },
    presetRepository,
    async target => {
      const files = await confirmAssets(services, plan, target);
      if (files === undefined || files === 'back') return files;
      await uploadAndNotify(services, files, target);
      return undefined;
    },
  );
}

async function uploadAndNotify(
  services: PublishServices,
  files: AssetFiles,
  target: PublishTarget,
): Promise<void> {
  try {
    const readBackResults = await uploadFiles(services, target, files);
    void showPublishedNotification(services, target, readBackResults);
  } catch (error) {
    if (isCancelled(error) || files.length > 1)
      void showInterruptedPublishNotification(services, target);
    throw error;
  }
}

async function planAssets(sources: readonly LocalSource[]): Promise<AssetPlan> {
  return await withProgress(vscode.l10n.t('Reading the files'), async signal =>
    createAssetPlan(await Promise.all(sources.map(it => planSource(it, signal)))),
  );
}

/** A selected file that looks like a secret leads to a question. In a folder, it is left out. */
async function planSource(source: LocalSource, signal: AbortSignal): Promise<PlannedSource> {
  const plan = await planArchive([source.path], {}, signal);
  const looksLikeSecret = !source.isFolder && plan.excluded.some(it => it.reason === 'secret');
  if (!looksLikeSecret) return { source, plan, looksLikeSecret };
  const confirmedSecrets = [path.basename(source.path)];
  return {
    source,
    plan: await planArchive([source.path], { confirmedSecrets }, signal),
    looksLikeSecret,
  };
}

function requirePublishable(
  plan: AssetPlan,
  sources: readonly LocalSource[],
): AssetPlan & { readonly files: AssetFiles } {
  const name = sources.map(it => path.basename(it.path)).join(', ');
  const [problem] = plan.problems;
  const [first, ...others] = plan.files;
  if (problem) {
    const reason = problemText(path.basename(problem.file), problem.problem);
    throw new Failure('publish-refused', name, { reason });
  }
  if (plan.unreadableSource)
    throw new Failure('publish-refused', name, {
      reason: `${plan.unreadableSource.path}: ${plan.unreadableSource.reason}`,
    });
  if (!first) {
    const reason = vscode.l10n.t('it contains no files of its own; publish it as a folder instead');
    throw new Failure('publish-refused', name, { reason });
  }
  return { ...plan, files: [first, ...others] };
}

function problemText(file: string, problem: AssetProblem): string {
  switch (problem) {
    case 'twice':
      return `two of the files have the name ${file}`;
    case 'name':
      return `${file} contains characters that CodeArtifact does not allow in names of assets`;
    case 'large':
      return `${file} is larger than 5 GiB, the limit of CodeArtifact for an asset`;
  }
}
