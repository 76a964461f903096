import path from 'node:path';
import * as vscode from 'vscode';
import type { ArchivePlan, LeftOut } from '../../archive/plan/archivePlan';
import type { PackedArchive } from '../../archive/pack/packArchive';
import { Failure } from '../../core/failure';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { readSettings } from '../common/settings';
import { terminalShell } from '../common/terminalShell';
import { archiveRoom } from './archiveRoom';
import { askPreview, askSecrets, secretsOf } from './askPreview';
import type { Target } from './askTarget';
import { Packing } from './packing';
import { planText } from './planText';
import { withPreviewTab } from './previewTab';
import { publishCommand } from './publishCommand';
import type { Source } from './sources';
import { withTransfer } from '../common/transferProgress';

/** What an archive is made of, and where it is to go. */
export interface ArchiveJob {
  readonly sources: readonly Source[];
  readonly target: Target;
  /** The name of the asset. */
  readonly asset: string;
}

/**
 * Shows what will be published and packs it meanwhile. Undefined when the person does not want it
 * then, `back` to be asked again where it goes; nothing is left behind in both cases. Throws
 * `publish-refused` for what cannot be packed.
 */
export async function prepareArchive(
  services: Services,
  job: ArchiveJob,
): Promise<PackedArchive | 'back' | undefined> {
  let confirmed: readonly LeftOut[] = [];
  for (;;) {
    const plan = await planned(
      job,
      confirmed.map(it => it.path),
    );
    const text = planText(heading(job, plan), plan, confirmed);
    if (plan.problems.length > 0) {
      const meant = holdsSecretsOnly(plan) ? await askSecrets(confirmed, secretsOf(plan)) : [];
      if (!meant || meant.length === 0) return await refuse(services, job, plan, text);
      confirmed = meant;
      continue;
    }
    const answer = await withPreviewTab(services.previews, `${job.asset}.txt`, text, () =>
      previewed(services, job, plan, confirmed.length),
    );
    if (answer !== 'secrets') return answer;
    confirmed = (await askSecrets(confirmed, secretsOf(plan))) ?? confirmed;
  }
}

/** There is something to publish, if only it is no secret. */
function holdsSecretsOnly(plan: ArchivePlan): boolean {
  return plan.problems.every(({ kind }) => kind === 'empty') && secretsOf(plan).length > 0;
}

async function planned(
  { sources, target }: ArchiveJob,
  confirmedSecrets: readonly string[],
): Promise<ArchivePlan> {
  const { planArchive } = await archiveRoom();
  const title = vscode.l10n.t('Looking at what {0} holds', target.version.package);
  return await withProgress(title, signal =>
    planArchive(
      sources.map(it => it.path),
      { confirmedSecrets },
      signal,
    ),
  );
}

async function previewed(
  services: Services,
  job: ArchiveJob,
  plan: ArchivePlan,
  confirmed: number,
): Promise<PackedArchive | 'secrets' | 'back' | undefined> {
  const { version, node } = job.target;
  const packing = await startPacking(services, plan);
  try {
    const title = `${version.namespace ?? ''}/${version.package} ${version.version} → ${node.repository.repository}`;
    for (;;) {
      const answer = await askPreview(title, plan, packing, confirmed);
      if (answer === 'copy') await copyCommand(job, plan);
      else if (answer === 'publish') return await finished(packing, plan);
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

/** Throws `publish-refused`, and leaves the tab open that lists all that stands against it. */
async function refuse(
  { previews }: Services,
  job: ArchiveJob,
  plan: ArchivePlan,
  text: string,
): Promise<never> {
  const reason = refusal(plan);
  const uri = previews.add(`/${job.asset}.txt`, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
  throw new Failure('publish-refused', subject(job), { reason });
}

function refusal({ problems, leftOut }: ArchivePlan): string {
  const [problem, ...more] = problems;
  if (problem?.kind === 'empty')
    return leftOut.length === 0
      ? problem.reason
      : `${problem.reason}, since all in it is left out; the tab says why`;
  const count = more.length === 1 ? '1 more problem' : `${more.length} more problems`;
  const others = more.length === 0 ? '' : `, and ${count}, which the tab lists`;
  return `${problem?.path ?? ''}: ${problem?.reason ?? ''}${others}`;
}

async function startPacking({ transfers }: Services, plan: ArchivePlan): Promise<Packing> {
  const { packArchive } = await archiveRoom();
  const options = {
    compression: readSettings().compression,
    temporaryFolder: await transfers.own(),
  };
  return new Packing((progress, signal) => packArchive(plan, options, progress, signal));
}

/** Waits for an archive that is still being packed, and shows how far it is. */
async function finished(packing: Packing, plan: ArchivePlan): Promise<PackedArchive> {
  if (packing.result) return packing.result;
  return await withTransfer(vscode.l10n.t('Packing'), async ({ bytes }, signal) => {
    const timer = setInterval(() => bytes(packing.doneBytes, plan.bytes), 200);
    try {
      return await new Promise<PackedArchive>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new vscode.CancellationError()));
        packing.packed.then(resolve, reject);
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
  const places = sources.map(it =>
    sources.length === 1 && it.isFolder
      ? { folder: it.path, name: '.' }
      : { folder: path.dirname(it.path), name: path.basename(it.path) },
  );
  const leftOut = plan.leftOut.map(it => it.path);
  const { connection } = target.node.parent.parent;
  const text = publishCommand(target.version, asset, { places, leftOut }, connection);
  // Windows has another tar, which neither sorts nor leaves out in the same way.
  const where = terminalShell() === 'posix' ? '' : '# For Git Bash or WSL: this needs GNU tar.\n';
  await vscode.env.clipboard.writeText(where + text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

function subject({ sources }: ArchiveJob): string {
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
      'Left out are version control, build output, and what .gitignore and\n.codeartifactignore name. A line !path in .codeartifactignore takes ignored\nfiles and build output in again. Secrets go in only where you tick them.',
    ),
  ];
}
