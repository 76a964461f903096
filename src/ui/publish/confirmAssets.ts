import * as vscode from 'vscode';
import { visibleText } from '../../shared/visibleText';
import { formatByteSize } from '../common/formatByteSize';
import type { PublishServices } from './publishServices';
import { connectionOf } from '../explorer/node';
import { terminalShell } from '../common/terminalShell';
import type { AssetFiles, AssetPlan } from './assetPlan';
import type { PublishTarget } from './runPublishTargetWizard';
import { describeExclusion } from './formatArchivePlan';
import { withPreviewTab } from './withPreviewTab';
import { createPublishFileCommand } from './createPublishCommand';
import { showQuickPickStep } from '../common/wizardSteps';
import { formatVersion } from '../common/formatVersion';

/** Earlier versions of the service quotas allowed no more than this. */
const assetCountWarningLimit = 150;

/**
 * Shows which files become assets of which version, and asks for confirmation. Resolves to the
 * files to publish, which include files that look like secrets only if the user chose them, or to
 * undefined if the user cancels.
 */
export async function confirmAssets(
  { previews }: Pick<PublishServices, 'previews'>,
  plan: AssetPlan & { readonly files: AssetFiles },
  target: PublishTarget,
): Promise<AssetFiles | 'back' | undefined> {
  const name = `${target.version.package}-${target.version.version}.txt`;
  return await withPreviewTab(previews, name, formatAssetPlan(plan, target), async () => {
    for (;;) {
      const answer = await showConfirmPicker(plan, target);
      if (answer !== 'copy') return answer;
      await copyCommands(plan, target);
    }
  });
}

async function showConfirmPicker(
  { files }: { readonly files: AssetFiles },
  { version, node }: PublishTarget,
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
  const title = `${formatVersion(version)} → ${node.repository.repository}`;
  const placeholder = vscode.l10n.t('The tab shows the files that become assets.');
  const result = await showQuickPickStep(
    { title },
    { items: Promise.resolve(items), placeholder, back: true },
  );
  return typeof result === 'object' ? result.value.answer : result;
}

/**
 * Publishing without secrets comes first. Publishing with them is a separate item with a warning.
 */
function publishItems(files: AssetFiles) {
  const secrets = files.filter(it => it.looksLikeSecret).map(it => visibleText(it.asset));
  const publish = vscode.l10n.t('Publish');
  if (secrets.length === 0)
    return [{ label: `$(cloud-upload) ${publish}`, detail: sizeText(files), answer: files }];
  const [first, ...others] = files.filter(it => !it.looksLikeSecret);
  const filesWithoutSecrets: AssetFiles | undefined = first && [first, ...others];
  const warning = vscode.l10n.t(
    'everyone with read access to the repository can read {0}',
    secrets.join(', '),
  );
  const withSecretsLabel = filesWithoutSecrets
    ? vscode.l10n.t('Publish with Possible Secrets')
    : vscode.l10n.t('Publish Possible Secrets');
  return [
    ...(filesWithoutSecrets
      ? [
          {
            label: `$(cloud-upload) ${vscode.l10n.t('Publish Without Possible Secrets')}`,
            detail: sizeText(filesWithoutSecrets),
            answer: filesWithoutSecrets,
          },
        ]
      : []),
    {
      label: `$(warning) ${withSecretsLabel}`,
      detail: `${sizeText(files)} · ${warning}`,
      answer: files,
    },
  ];
}

function sizeText(files: AssetFiles): string {
  const bytes = formatByteSize(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const what =
    files.length === 1
      ? vscode.l10n.t('1 asset, {0}', bytes)
      : vscode.l10n.t('{0} assets, {1}', files.length, bytes);
  const manyAssetsWarning = vscode.l10n.t(
    'more than {0}: CodeArtifact may reject some of them',
    assetCountWarningLimit,
  );
  return files.length > assetCountWarningLimit ? `${what} · ${manyAssetsWarning}` : what;
}

function formatAssetPlan(
  { files, excluded, links, nestedFileCount }: AssetPlan,
  { version, node }: PublishTarget,
): string {
  const excludedCount = excluded.length + links.length;
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
          formatByteSize(it.sizeBytes),
          ...(it.looksLikeSecret ? [vscode.l10n.t('looks like a secret')] : []),
        ].join(', '),
      ),
    ),
    ...(excludedCount === 0 ? [] : ['', vscode.l10n.t('Left out ({0})', excludedCount)]),
    ...excluded.map(it => row(it.path, describeExclusion(it))),
    ...links.map(it => row(it, vscode.l10n.t('a link, not a file'))),
    ...(nestedFileCount === 0
      ? []
      : [
          '',
          vscode.l10n.t(
            'Files in subfolders are left out, because a version has no folders: {0}',
            nestedFileCount,
          ),
        ]),
    '',
  ].join('\n');
}

async function copyCommands({ files }: AssetPlan, { version, node }: PublishTarget): Promise<void> {
  const connection = connectionOf(node);
  const shell = terminalShell();
  const nonSecretFiles = files.filter(it => !it.looksLikeSecret);
  const filesToPublish = nonSecretFiles.length === 0 ? files : nonSecretFiles;
  const commands = filesToPublish.map((it, index) =>
    createPublishFileCommand(
      version,
      it.asset,
      it.file,
      connection,
      shell,
      index < filesToPublish.length - 1,
    ),
  );
  await vscode.env.clipboard.writeText(commands.join(''));
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}
