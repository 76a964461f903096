import path from 'node:path';
import * as vscode from 'vscode';
import { isCancelled, Failure } from '../../model/failure';
import type { RepositoryNode } from '../explorer/node';
import { isRepositoryNode } from '../explorer/node';
import { withProgress } from '../progress';
import type { Services } from '../services';
import { requireTrust } from '../trust';
import { archiveRoom } from './archiveRoom';
import { assetPlan, type AssetFile, type AssetPlan } from './assetFiles';
import { askAssets } from './askAssets';
import { askTarget, type Target } from './askTarget';
import { projectValues } from './projectValues';
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
  const { signal } = new AbortController();
  const plan = checked(await planned(sources), sources);
  const title =
    plan.files.length === 1
      ? vscode.l10n.t('Publish {0}', plan.files[0].asset)
      : vscode.l10n.t('Publish {0} files', plan.files.length);
  const first = await projectValues(sources, signal);
  const target = await askTarget(services, { title, first, resumable: true }, given, signal);
  if (!target || !(await askAssets(services, plan, target))) return;
  await send(services, plan.files, target);
}

async function send(
  services: Services,
  files: readonly [AssetFile, ...AssetFile[]],
  target: Target,
): Promise<void> {
  try {
    const back = await sendFiles(services, target, files);
    void tellPublished(services, target, back);
  } catch (error) {
    if (isCancelled(error) || files.length > 1) void tellWhatIsLeft(services, target);
    throw error;
  }
}

async function planned(sources: readonly Source[]): Promise<AssetPlan> {
  const { planArchive } = await archiveRoom();
  return await withProgress(vscode.l10n.t('Looking at the files'), async signal => {
    const plans = sources.map(async source => ({
      source,
      // What was chosen by name is meant, also where it looks like a secret.
      plan: await planArchive(
        [source.path],
        source.isFolder ? {} : { confirmedSecrets: [path.basename(source.path)] },
        signal,
      ),
    }));
    return assetPlan(await Promise.all(plans));
  });
}

function checked(
  plan: AssetPlan,
  sources: readonly Source[],
): AssetPlan & { readonly files: readonly [AssetFile, ...AssetFile[]] } {
  const name = sources.map(it => path.basename(it.path)).join(', ');
  const [problem] = plan.problems;
  const [first, ...others] = plan.files;
  if (problem) {
    const reason =
      problem.problem === 'twice'
        ? `two of the files are called ${path.basename(problem.file)}`
        : `${path.basename(problem.file)} has characters that CodeArtifact does not take in names of assets`;
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
