import * as vscode from 'vscode';
import { withProgress } from '../common/progress';
import type { DownloadServices } from './downloadServices';
import { terminalShell } from '../common/terminalShell';
import {
  createAwsDownloadCommand,
  createCurlDownloadCommand,
  createMavenDownloadCommand,
  type AssetCommandInput,
} from './downloadCommands';
import { selectAssets, type AssetSelection } from './selectAssets';
import { toSafeFileName } from '../../transfer/toSafeFileName';

/** Copies the commands that fetch an asset in a terminal. A token is never in them. */
export async function copyAsCommand(services: DownloadServices, node: unknown): Promise<void> {
  const chosen = await selectAssets(services, node, 'one');
  if (!chosen) return;
  const text = await showCommandPicker(chosen);
  if (text === undefined) return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

/** Only Maven's packages have addresses that curl and Maven can ask. */
async function showCommandPicker(chosen: AssetSelection): Promise<string | undefined> {
  const { version, connection } = chosen;
  const [asset] = chosen.assets;
  const input = {
    version,
    asset: asset.name,
    file: toSafeFileName(asset.name),
    connection,
    shell: terminalShell(),
  };
  if (version.format !== 'maven') return createAwsDownloadCommand(input);
  const isMavenFile = createMavenDownloadCommand(input, '') !== undefined;
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: 'aws',
        detail: vscode.l10n.t('the AWS CLI, with your credentials'),
        command: () => Promise.resolve(createAwsDownloadCommand(input)),
      },
      {
        label: 'curl',
        detail: vscode.l10n.t('asks for a token first, and gives it to curl unseen'),
        command: () => withEndpoint(chosen, input, createCurlDownloadCommand),
      },
      ...(isMavenFile
        ? [
            {
              label: 'mvn',
              detail: vscode.l10n.t('with the server {0} of settings.xml', serverId(input)),
              command: () => withEndpoint(chosen, input, createMavenDownloadCommand),
            },
          ]
        : []),
    ],
    { placeHolder: vscode.l10n.t('Choose the tool') },
  );
  return await picked?.command();
}

async function withEndpoint(
  { api }: AssetSelection,
  input: AssetCommandInput,
  command: (named: AssetCommandInput, endpoint: string) => string | undefined,
): Promise<string | undefined> {
  const { version } = input;
  const title = vscode.l10n.t('Getting the endpoint of {0}', version.repository);
  const endpoint = await withProgress(title, signal => api.endpoint(version, 'maven', signal));
  return command(input, endpoint);
}

function serverId({ version }: AssetCommandInput): string {
  return `${version.domain}-${version.repository}`;
}
