import * as vscode from 'vscode';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { terminalShell } from '../common/terminalShell';
import { archiveRoom } from '../publish/archiveRoom';
import { awsFetch, curlFetch, mavenFetch, type NamedAsset } from './assetCommands';
import { chosenAssets, type ChosenAssets } from './pickAsset';

/** Copies the commands that fetch an asset in a terminal. A token is never in them. */
export async function copyAsCommand(services: Services, node: unknown): Promise<void> {
  const chosen = await chosenAssets(services, node, 'one');
  if (!chosen) return;
  const text = await pickCommand(chosen);
  if (text === undefined) return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

/** Only Maven's packages have addresses that curl and Maven can ask. */
async function pickCommand(chosen: ChosenAssets): Promise<string | undefined> {
  const { version, connection } = chosen;
  const [asset] = chosen.assets;
  const { safeLocalName } = await archiveRoom();
  const named = {
    version,
    asset: asset.name,
    file: safeLocalName(asset.name),
    connection,
    shell: terminalShell(),
  };
  if (version.format !== 'maven') return awsFetch(named);
  const mvn = mavenFetch(named, '') !== undefined;
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: 'aws',
        detail: vscode.l10n.t('the AWS CLI, with your credentials'),
        command: () => Promise.resolve(awsFetch(named)),
      },
      {
        label: 'curl',
        detail: vscode.l10n.t('asks for a token first, and gives it to curl unseen'),
        command: () => withEndpoint(chosen, named, curlFetch),
      },
      ...(mvn
        ? [
            {
              label: 'mvn',
              detail: vscode.l10n.t('with the server {0} of settings.xml', serverId(named)),
              command: () => withEndpoint(chosen, named, mavenFetch),
            },
          ]
        : []),
    ],
    { placeHolder: vscode.l10n.t('Choose the tool') },
  );
  return await picked?.command();
}

async function withEndpoint(
  { api }: ChosenAssets,
  named: NamedAsset,
  command: (named: NamedAsset, endpoint: string) => string | undefined,
): Promise<string | undefined> {
  const { version } = named;
  const title = vscode.l10n.t('Asking for the endpoint of {0}', version.repository);
  const endpoint = await withProgress(title, signal => api.endpoint(version, 'maven', signal));
  return command(named, endpoint);
}

function serverId({ version }: NamedAsset): string {
  return `${version.domain}-${version.repository}`;
}
