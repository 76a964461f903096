import * as vscode from 'vscode';
import type { ArchivePlan, LeftOut } from '../../archive/archivePlan';
import { visibleText } from '../../model/visibleText';
import { byteSize } from '../byteSize';
import type { Packing } from './packing';

/** What the person wants after having seen what an archive will hold. */
export type PreviewAnswer = 'publish' | 'secrets' | 'copy' | undefined;

interface AnswerItem extends vscode.QuickPickItem {
  readonly answer: PreviewAnswer;
}

const refreshMs = 300;

/** Files that are left out because they look like secrets. */
export function secretsOf({ leftOut }: ArchivePlan): readonly LeftOut[] {
  return leftOut.filter(({ reason }) => reason === 'secret');
}

/** Asks whether to publish, while the archive is being packed; leaving the question is a no. */
export async function askPreview(
  title: string,
  plan: ArchivePlan,
  packing: Packing,
): Promise<PreviewAnswer> {
  const pick = vscode.window.createQuickPick<AnswerItem>();
  pick.title = title;
  pick.placeholder = vscode.l10n.t('The tab shows what goes in, and what is left out and why.');
  pick.ignoreFocusOut = true;
  const show = () => {
    const [active] = pick.activeItems;
    pick.busy = packing.result === undefined;
    pick.items = answers(plan, packing);
    // The person may be on the way to another one.
    if (active) pick.activeItems = pick.items.filter(it => it.label === active.label);
  };
  show();
  const timer = setInterval(() => {
    show();
    if (packing.result) clearInterval(timer);
  }, refreshMs);
  try {
    return await new Promise<PreviewAnswer>((resolve, reject) => {
      pick.onDidHide(() => resolve(undefined));
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) resolve(item.answer);
      });
      packing.packed.catch(reject);
      pick.show();
    });
  } finally {
    clearInterval(timer);
    pick.dispose();
  }
}

function answers(plan: ArchivePlan, packing: Packing): readonly AnswerItem[] {
  const secrets = secretsOf(plan).length;
  return [
    {
      label: `$(cloud-upload) ${vscode.l10n.t('Publish')}`,
      detail: sizeText(plan, packing),
      answer: 'publish',
    },
    ...(secrets === 0
      ? []
      : [
          {
            label: `$(warning) ${vscode.l10n.t('Include Files That Look Like Secrets…')}`,
            detail: vscode.l10n.t(
              '{0} left out: whoever may read the repository could read them',
              secrets,
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
function sizeText({ files, bytes, leftOut }: ArchivePlan, packing: Packing): string {
  const { result, doneBytes } = packing;
  const before =
    files === 1
      ? vscode.l10n.t('1 file, {0}', byteSize(bytes))
      : vscode.l10n.t('{0} files, {1}', files, byteSize(bytes));
  const percent = bytes === 0 ? 0 : Math.floor((100 * doneBytes) / bytes);
  const after = result
    ? `${byteSize(result.bytes)} .tar.gz · SHA-256 ${result.sha256.slice(0, 12)}…`
    : vscode.l10n.t('packing, {0} %', percent);
  const without = leftOut.length === 0 ? [] : [vscode.l10n.t('{0} left out', leftOut.length)];
  return [`${before} → ${after}`, ...without].join(' · ');
}

/** Asks which of the files that look like secrets are meant to be published; none unless said. */
export async function askSecrets(
  secrets: readonly LeftOut[],
): Promise<readonly string[] | undefined> {
  const items = secrets.map(it => ({
    label: visibleText(it.path),
    ...(it.bytes === undefined ? {} : { description: byteSize(it.bytes) }),
    path: it.path,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: vscode.l10n.t('Which of these are no secrets?'),
    placeHolder: vscode.l10n.t('What you tick is published with the rest'),
  });
  return picked?.map(({ path }) => path);
}
