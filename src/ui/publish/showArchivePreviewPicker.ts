import * as vscode from 'vscode';
import type { ArchivePlan, ExcludedEntry } from '../../archive/plan/archivePlan';
import { visibleText } from '../../shared/visibleText';
import { formatByteSize } from '../common/formatByteSize';
import type { PackingTask } from './packingTask';

/** The user's choice after the preview. */
export type PreviewAnswer = 'publish' | 'secrets' | 'copy' | 'back' | undefined;

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer: PreviewAnswer;
}

const refreshMs = 300;

/** The files that are left out because they look like secrets. */
export function findSecrets({ excluded }: ArchivePlan): readonly ExcludedEntry[] {
  return excluded.filter(({ reason }) => reason === 'secret');
}

/**
 * Asks whether to publish while the archive is being packed. Resolves to undefined if the user
 * cancels. `confirmedCount` is the number of included files that look like secrets.
 */
export async function showArchivePreviewPicker(
  title: string,
  plan: ArchivePlan,
  packing: PackingTask,
  confirmedCount: number,
): Promise<PreviewAnswer> {
  const pick = vscode.window.createQuickPick<AnswerItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('The tab shows what is included, and what is left out and why.');
  pick.ignoreFocusOut = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  const updateItems = () => {
    const [active] = pick.activeItems;
    pick.busy = packing.result === undefined;
    pick.items = createAnswerItems(plan, packing, confirmedCount);
    // The user may have moved to another item.
    if (active) pick.activeItems = pick.items.filter(it => it.label === active.label);
  };
  updateItems();
  const timer = setInterval(() => {
    updateItems();
    if (packing.result) clearInterval(timer);
  }, refreshMs);
  try {
    return await new Promise<PreviewAnswer>((resolve, reject) => {
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidHide(() => resolve(undefined));
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) resolve(item.answer);
      });
      packing.completion.catch(reject);
      pick.show();
    });
  } finally {
    clearInterval(timer);
    pick.dispose();
  }
}

function createAnswerItems(
  plan: ArchivePlan,
  packing: PackingTask,
  confirmedCount: number,
): readonly AnswerItem[] {
  const secrets = findSecrets(plan).length;
  return [
    {
      label: `$(cloud-upload) ${vscode.l10n.t('Publish')}`,
      detail: sizeText(plan, packing),
      answer: 'publish',
    },
    ...(secrets + confirmedCount === 0
      ? []
      : [
          {
            label: `$(warning) ${vscode.l10n.t('Include Files That Look Like Secrets…')}`,
            detail: vscode.l10n.t(
              '{0} left out, {1} included. Everyone with read access to the repository can read the included files.',
              secrets,
              confirmedCount,
            ),
            answer: 'secrets' as const,
          },
        ]),
    {
      label: `$(copy) ${vscode.l10n.t('Copy as Command')}`,
      detail: vscode.l10n.t('tar, sha256sum and the AWS CLI, for a terminal or a build'),
      answer: 'copy',
    },
    { label: `$(close) ${vscode.l10n.t('Cancel')}`, answer: undefined },
  ];
}

/** `12 files, 35 MB → 11 MB .tar.gz · SHA-256 ab12…`, as far as this is known. */
function sizeText({ files, bytes, excluded, warnings }: ArchivePlan, packing: PackingTask): string {
  const { result, doneBytes } = packing;
  const before =
    files === 1
      ? vscode.l10n.t('1 file, {0}', formatByteSize(bytes))
      : vscode.l10n.t('{0} files, {1}', files, formatByteSize(bytes));
  const percent = bytes === 0 ? 0 : Math.floor((100 * doneBytes) / bytes);
  const after = result
    ? `${formatByteSize(result.bytes)} .tar.gz · SHA-256 ${result.sha256.slice(0, 12)}…`
    : vscode.l10n.t('packing, {0} %', percent);
  const excludedParts =
    excluded.length === 0 ? [] : [vscode.l10n.t('{0} left out', excluded.length)];
  const warningParts =
    warnings.length === 0 ? [] : [vscode.l10n.t('cannot be unpacked on Windows')];
  return [`${before} → ${after}`, ...excludedParts, ...warningParts].join(' · ');
}

/**
 * Asks which of the files that look like secrets to publish. Only those in `confirmed` are selected
 * at first. Resolves to undefined if the user cancels.
 */
export async function showSecretsPicker(
  confirmed: readonly ExcludedEntry[],
  excluded: readonly ExcludedEntry[],
): Promise<readonly ExcludedEntry[] | undefined> {
  const items = [...confirmed, ...excluded].map(it => ({
    label: visibleText(it.path),
    ...(it.bytes === undefined ? {} : { description: formatByteSize(it.bytes) }),
    picked: confirmed.includes(it),
    it,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: vscode.l10n.t('Select the files that are not secret'),
    placeHolder: vscode.l10n.t('Selected files are published with the others'),
  });
  return picked?.map(({ it }) => it);
}
