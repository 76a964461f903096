import * as vscode from 'vscode';
import { visibleText } from '../../shared/visibleText';
import { byteSize } from '../common/byteSize';
import type { Services } from '../common/services';
import { terminalShell } from '../common/terminalShell';
import type { AssetFiles, AssetPlan } from '../download/assetFiles';
import type { Target } from './askTarget';
import { leftOutText } from './planText';
import { withPreviewTab } from './previewTab';
import { publishFileCommand } from './publishCommand';
import { askPick } from '../common/steps';
import { versionText } from '../download/versionText';

/** More are against an older form of the service's quota. */
const manyAssets = 150;

/**
 * Shows which files become assets of which version, and asks: for those that are to be published.
 * What looks like a secret is among them only when that was chosen. Leaving the question is a no.
 */
export async function askAssets(
  { previews }: Pick<Services, 'previews'>,
  plan: AssetPlan & { readonly files: AssetFiles },
  target: Target,
): Promise<AssetFiles | 'back' | undefined> {
  const name = `${target.version.package}-${target.version.version}.txt`;
  return await withPreviewTab(previews, name, assetText(plan, target), async () => {
    for (;;) {
      const answer = await ask(plan, target);
      if (answer !== 'copy') return answer;
      await copyCommands(plan, target);
    }
  });
}

async function ask(
  { files }: { readonly files: AssetFiles },
  { version, node }: Target,
): Promise<AssetFiles | 'copy' | 'back' | undefined> {
  const items: (vscode.QuickPickItem & { readonly answer: AssetFiles | 'copy' | undefined })[] = [
    ...publishItems(files),
    {
      label: `$(copy) ${vscode.l10n.t('Copy as Command')}`,
      detail: vscode.l10n.t('sha256sum and the AWS CLI, for a terminal or a build'),
      answer: 'copy',
    },
    { label: `$(close) ${vscode.l10n.t('Cancel')}`, answer: undefined },
  ];
  const title = `${versionText(version)} → ${node.repository.repository}`;
  const placeholder = vscode.l10n.t('The tab shows which files become assets.');
  const end = await askPick({ title }, { items: Promise.resolve(items), placeholder, back: true });
  return typeof end === 'object' ? end.value.answer : end;
}

/** Without secrets comes first; with them is a choice of its own, that says what it means. */
function publishItems(files: AssetFiles) {
  const secrets = files.filter(it => it.looksSecret).map(it => visibleText(it.asset));
  const publish = vscode.l10n.t('Publish');
  if (secrets.length === 0)
    return [{ label: `$(cloud-upload) ${publish}`, detail: sizeText(files), answer: files }];
  const [first, ...others] = files.filter(it => !it.looksSecret);
  const rest: AssetFiles | undefined = first && [first, ...others];
  const beware = vscode.l10n.t('whoever may read the repository can read {0}', secrets.join(', '));
  const too = rest
    ? vscode.l10n.t('Publish What Looks Like a Secret, Too')
    : vscode.l10n.t('Publish What Looks Like a Secret');
  return [
    ...(rest
      ? [
          {
            label: `$(cloud-upload) ${vscode.l10n.t('Publish Without What Looks Like a Secret')}`,
            detail: sizeText(rest),
            answer: rest,
          },
        ]
      : []),
    {
      label: `$(warning) ${too}`,
      detail: `${sizeText(files)} · ${beware}`,
      answer: files,
    },
  ];
}

function sizeText(files: AssetFiles): string {
  const bytes = byteSize(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const what =
    files.length === 1
      ? vscode.l10n.t('1 asset, {0}', bytes)
      : vscode.l10n.t('{0} assets, {1}', files.length, bytes);
  const many = vscode.l10n.t('more than {0}: CodeArtifact may refuse some', manyAssets);
  return files.length > manyAssets ? `${what} · ${many}` : what;
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
    ...files.map(it =>
      row(
        it.asset,
        [
          byteSize(it.sizeBytes),
          ...(it.looksSecret ? [vscode.l10n.t('looks like a secret')] : []),
        ].join(', '),
      ),
    ),
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
  const harmless = files.filter(it => !it.looksSecret);
  const published = harmless.length === 0 ? files : harmless;
  const commands = published.map((it, index) =>
    publishFileCommand(version, it.asset, it.file, connection, shell, index < published.length - 1),
  );
  await vscode.env.clipboard.writeText(commands.join(''));
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}
