import * as vscode from 'vscode';
import { visibleText } from '../../model/visibleText';
import { byteSize } from '../byteSize';
import type { Services } from '../services';
import { terminalShell } from '../terminalShell';
import type { AssetPlan } from './assetFiles';
import type { Target } from './askTarget';
import { leftOutText } from './planText';
import { withPreviewTab } from './previewTab';
import { publishFileCommand } from './publishCommand';
import { versionText } from './versionText';

/** More are against an older form of the service's quota. */
const manyAssets = 150;

/** Shows which files become assets of which version, and asks. Leaving the question is a no. */
export async function askAssets(
  { previews }: Pick<Services, 'previews'>,
  plan: AssetPlan,
  target: Target,
): Promise<boolean> {
  const name = `${target.version.package}-${target.version.version}.txt`;
  return await withPreviewTab(previews, name, assetText(plan, target), async () => {
    for (;;) {
      const answer = await ask(plan, target);
      if (answer !== 'copy') return answer === 'publish';
      await copyCommands(plan, target);
    }
  });
}

async function ask(plan: AssetPlan, { version, node }: Target) {
  const { files } = plan;
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const what =
    files.length === 1
      ? vscode.l10n.t('1 asset, {0}', byteSize(bytes))
      : vscode.l10n.t('{0} assets, {1}', files.length, byteSize(bytes));
  const many = vscode.l10n.t('more than {0}: CodeArtifact may refuse some', manyAssets);
  const items = [
    {
      label: `$(cloud-upload) ${vscode.l10n.t('Publish')}`,
      detail: files.length > manyAssets ? `${what} · ${many}` : what,
      answer: 'publish' as const,
    },
    {
      label: `$(copy) ${vscode.l10n.t('Copy as Command')}`,
      detail: vscode.l10n.t('sha256sum and the AWS CLI, for a terminal or a build'),
      answer: 'copy' as const,
    },
    { label: `$(close) ${vscode.l10n.t('Cancel')}`, answer: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `${versionText(version)} → ${node.repository.repository}`,
    placeHolder: vscode.l10n.t('The tab shows which files become assets.'),
    ignoreFocusOut: true,
  });
  return picked?.answer;
}

function assetText(
  { files, leftOut, links, inFolders }: AssetPlan,
  { version, node }: Target,
): string {
  const without = leftOut.length + links.length;
  const row = (name: string, more: string) => `  ${visibleText(name).padEnd(50)}  ${more}`;
  return [
    vscode.l10n.t('Package     {0}/{1}', version.namespace ?? '', version.package),
    vscode.l10n.t('Version     {0}', version.version),
    vscode.l10n.t('Repository  {0} in {1}', node.repository.repository, node.repository.domain),
    '',
    vscode.l10n.t('Assets ({0})', files.length),
    ...files.map(it => row(it.asset, byteSize(it.sizeBytes))),
    ...(without === 0 ? [] : ['', vscode.l10n.t('Left out ({0})', without)]),
    ...leftOut.map(it => row(it.path, leftOutText(it))),
    ...links.map(it => row(it, vscode.l10n.t('a link: assets are files'))),
    ...(inFolders === 0
      ? []
      : [
          '',
          vscode.l10n.t(
            'Files in subfolders are left out, since a version has none: {0}',
            inFolders,
          ),
        ]),
    '',
  ].join('\n');
}

async function copyCommands({ files }: AssetPlan, { version, node }: Target): Promise<void> {
  const { connection } = node.parent.parent;
  const shell = terminalShell();
  const commands = files.map((it, index) =>
    publishFileCommand(version, it.asset, it.file, connection, shell, index < files.length - 1),
  );
  await vscode.env.clipboard.writeText(commands.join(''));
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}
