import * as vscode from 'vscode';
import type { ArchivePlan, ExcludedEntry } from '../../archive/plan/archivePlan';
import { visibleText } from '../../shared/visibleText';
import { formatByteSize } from '../common/formatByteSize';
import type { PackingTask } from './packingTask';

/** What the person wants after having seen what an archive will hold. */
export type PreviewAnswer = 'publish' | 'secrets' | 'copy' | 'back' | undefined;

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer: PreviewAnswer;
}

const refreshMs = 300;

/** Files that are left out because they look like secrets. */
export function findSecrets({ excluded }: ArchivePlan): readonly ExcludedEntry[] {
  return excluded.filter(({ reason }) => reason === 'secret');
}

/**
 * Asks whether to publish, while the archive is being packed; leaving the question is a no. In it are
 * `confirmed` files that look like secrets.
 */
export async function showArchivePreviewPicker(
  title: string,
  plan: ArchivePlan,
  packing: PackingTask,
  confirmedCount: number,
): Promise<PreviewAnswer> {
  const pick = vscode.window.createQuickPick<AnswerItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('The tab shows what goes in, and what is left out and why.');
  pick.ignoreFocusOut = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  const updateItems = () => {
    const [active] = pick.activeItems;
    pick.busy = packing.result === undefined;
    pick.items = createAnswerItems(plan, packing, confirmedCount);
    // The person may be on the way to another one.
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
              '{0} left out, {1} included. Whoever may read the repository can read what is included.',
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

/** `12 files, 35 MB → 11 MB .tar.gz · SHA-256 ab12…`, as far as it is known. */
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
  const warningParts = warnings.length === 0 ? [] : [vscode.l10n.t('Windows cannot unpack it')];
  return [`${before} → ${after}`, ...excludedParts, ...warningParts].join(' · ');
}

/**
 * Asks which of the files that look like secrets are meant to be published; none unless said, but
 * those that were `confirmed` before. Undefined when the person leaves.
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
    title: vscode.l10n.t('Tick the files that are not secret'),
    placeHolder: vscode.l10n.t('Ticked files are published with the rest'),
  });
  return picked?.map(({ it }) => it);
}
