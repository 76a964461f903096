import path from 'node:path';
import * as vscode from 'vscode';
import type { ArchivePlan, ExcludedEntry } from '../../archive/plan/archivePlan';
import type { PackedArchive } from '../../archive/pack/packedArchive';
import { Failure } from '../../core/failure';
import { withProgress } from '../common/progress';
import type { PublishServices } from './publishServices';
import { connectionOf } from '../explorer/node';
import { readExtensionSettings } from '../common/extensionSettings';
import { terminalShell } from '../common/terminalShell';
import {
  showArchivePreviewPicker,
  showSecretsPicker,
  findSecrets,
} from './showArchivePreviewPicker';
import type { PublishTarget } from './runPublishTargetWizard';
import { PackingTask } from './packingTask';
import { formatArchivePlan } from './formatArchivePlan';
import { withPreviewTab } from './withPreviewTab';
import { createPublishCommand } from './createPublishCommand';
import type { LocalSource } from '../common/localSources';
import { withTransferProgress } from '../common/transferProgress';
import { planArchive } from '../../archive/plan/planArchive';
import { packArchive } from '../../archive/pack/packArchive';

/** The sources of an archive and where to publish it. */
export interface ArchiveJob {
  readonly sources: readonly LocalSource[];
  readonly target: PublishTarget;
  /** The name of the asset. */
  readonly asset: string;
}

/**
 * Shows the preview and packs the archive meanwhile. Resolves to undefined if the user cancels, and
 * to `back` if the user wants to change the target. In both cases, no file is left. Throws
 * `publish-refused` for what cannot be packed.
 */
export async function prepareArchive(
  services: PublishServices,
  job: ArchiveJob,
): Promise<PackedArchive | 'back' | undefined> {
  let confirmed: readonly ExcludedEntry[] = [];
  for (;;) {
    const plan = await createPlan(
      job,
      confirmed.map(it => it.path),
    );
    const text = formatArchivePlan(heading(job, plan), plan, confirmed);
    if (plan.problems.length > 0) {
      const selectedSecrets = containsOnlySecrets(plan)
        ? await showSecretsPicker(confirmed, findSecrets(plan))
        : [];
      if (!selectedSecrets || selectedSecrets.length === 0)
        return await showProblemsAndThrow(services, job, plan, text);
      confirmed = selectedSecrets;
      continue;
    }
    const answer = await withPreviewTab(services.previews, `${job.asset}.txt`, text, () =>
      previewAndPack(services, job, plan, confirmed.length),
    );
    if (answer !== 'secrets') return answer;
    confirmed = (await showSecretsPicker(confirmed, findSecrets(plan))) ?? confirmed;
  }
}

/** Whether the only files are those that look like secrets. */
function containsOnlySecrets(plan: ArchivePlan): boolean {
  return plan.problems.every(({ kind }) => kind === 'empty') && findSecrets(plan).length > 0;
}

async function createPlan(
  { sources, target }: ArchiveJob,
  confirmedSecrets: readonly string[],
): Promise<ArchivePlan> {
  const title = vscode.l10n.t('Reading {0}', target.version.package);
  return await withProgress(title, signal =>
    planArchive(
      sources.map(it => it.path),
      { confirmedSecrets },
      signal,
    ),
  );
}

async function previewAndPack(
  services: PublishServices,
  job: ArchiveJob,
  plan: ArchivePlan,
  confirmedCount: number,
): Promise<PackedArchive | 'secrets' | 'back' | undefined> {
  const { version, node } = job.target;
  const packing = await startPacking(services, plan);
  try {
    const title = `${version.namespace ?? ''}/${version.package} ${version.version} → ${node.repository.repository}`;
    for (;;) {
      const answer = await showArchivePreviewPicker(title, plan, packing, confirmedCount);
      if (answer === 'copy') await copyCommand(job, plan);
      else if (answer === 'publish') return await waitForPacking(packing, plan);
      else {
        await packing.dispose();
        return answer;
      }
    }
  } catch (error) {
    await packing.dispose();
    throw error;
  }
}

/** Throws `publish-refused`, and leaves the tab with all problems open. */
async function showProblemsAndThrow(
  { previews }: PublishServices,
  job: ArchiveJob,
  plan: ArchivePlan,
  text: string,
): Promise<never> {
  const reason = describeProblems(plan);
  const uri = previews.add(`/${job.asset}.txt`, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
  throw new Failure('publish-refused', formatSources(job), { reason });
}

function describeProblems({ problems, excluded }: ArchivePlan): string {
  const [problem, ...more] = problems;
  if (problem?.kind === 'empty')
    return excluded.length === 0
      ? problem.reason
      : vscode.l10n.t('everything in it is excluded; the preview shows why');
  const first = `${problem?.path ?? ''}: ${problem?.reason ?? ''}`;
  return more.length === 0
    ? first
    : vscode.l10n.t('{0} (more problems in the preview: {1})', first, more.length);
}

async function startPacking(
  { transfers }: PublishServices,
  plan: ArchivePlan,
): Promise<PackingTask> {
  const options = {
    compression: readExtensionSettings().compression,
    temporaryFolder: await transfers.createStorageFolder(),
  };
  return new PackingTask((progress, signal) => packArchive(plan, options, progress, signal));
}

/** Waits until the archive is packed, and shows the progress. */
async function waitForPacking(packing: PackingTask, plan: ArchivePlan): Promise<PackedArchive> {
  if (packing.result) return packing.result;
  return await withTransferProgress(vscode.l10n.t('Packing'), async ({ reportBytes }, signal) => {
    const timer = setInterval(() => reportBytes(packing.doneBytes, plan.bytes), 200);
    try {
      return await new Promise<PackedArchive>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new vscode.CancellationError()));
        packing.completion.then(resolve, reject);
      });
    } finally {
      clearInterval(timer);
    }
  });
}

async function copyCommand(
  { sources, target, asset }: ArchiveJob,
  plan: ArchivePlan,
): Promise<void> {
  const entries = sources.map(it =>
    sources.length === 1 && it.isFolder
      ? { folder: it.path, name: '.' }
      : { folder: path.dirname(it.path), name: path.basename(it.path) },
  );
  const excludedPaths = plan.excluded.map(it => it.path);
  const connection = connectionOf(target.node);
  const text = createPublishCommand(target.version, asset, { entries, excludedPaths }, connection);
  // The tar of Windows sorts and excludes files differently.
  const platformNote =
    terminalShell() === 'posix' ? '' : '# For Git Bash or WSL: this needs GNU tar.\n';
  await vscode.env.clipboard.writeText(platformNote + text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

function formatSources({ sources }: ArchiveJob): string {
  return sources.map(it => path.basename(it.path)).join(', ');
}

function heading(job: ArchiveJob, plan: ArchivePlan): readonly string[] {
  const { version, node } = job.target;
  return [
    vscode.l10n.t('Package     {0}/{1}', version.namespace ?? '', version.package),
    vscode.l10n.t('Version     {0}', version.version),
    vscode.l10n.t('Repository  {0} in {1}', node.repository.repository, node.repository.domain),
    vscode.l10n.t('Asset       {0}', job.asset),
    vscode.l10n.t('From        {0}', job.sources.map(it => it.path).join(', ')),
    vscode.l10n.t('Files       {0}, {1} bytes', plan.files, plan.bytes),
    '',
    vscode.l10n.t(
      'Version control, build output, and what .gitignore and .codeartifactignore name\nare left out. A line !path in .codeartifactignore includes ignored files and\nbuild output again. Secrets are included only if you select them.',
    ),
  ];
}
