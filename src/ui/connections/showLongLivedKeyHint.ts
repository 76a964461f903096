import * as vscode from 'vscode';
import type { IdentifiedConnection } from '../explorer/explorer';

const key = 'longLivedKeyHint';
const guideUrl = 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html';

/** Recommends, only once, to replace an access key that never expires. */
export async function showLongLivedKeyHint(
  memento: vscode.Memento,
  { connection, identity }: IdentifiedConnection,
): Promise<void> {
  if (!identity.longLived || memento.get(key) === true) return;
  await memento.update(key, true);
  const name =
    connection.kind === 'profile' ? connection.profile : vscode.l10n.t('the default credentials');
  const showGuide = vscode.l10n.t('Show How');
  const message = vscode.l10n.t(
    'The access key of {0} never expires. Single sign-on ("aws configure sso") or a role (role_arn) is safer, because its credentials expire soon. This message is shown only once.',
    name,
  );
  if ((await vscode.window.showInformationMessage(message, showGuide)) === showGuide)
    await vscode.env.openExternal(vscode.Uri.parse(guideUrl));
}
