import * as vscode from 'vscode';
import { bearerTokenAction } from '../../permissions/remediation';
import type { ShownPolicy } from './policyDocuments';
import { withProgress } from '../common/progress';
import type { PermissionServices } from './permissionServices';
import { terminalShell } from '../common/terminalShell';
import { requireTrust } from '../common/requireTrust';
import { policyCommand } from '../../permissions/policies/policyCommand';
import { toTerraform } from '../../permissions/policies/toTerraform';
import { attachmentGuide } from '../../permissions/policies/attachmentGuide';

/** Copies the command of the AWS CLI that puts the shown policy where it belongs. */
export async function copyPolicyCommand(
  { policies }: PermissionServices,
  uri: unknown,
): Promise<void> {
  const shown = policies.find(uri);
  if (!shown) return;
  await copyToClipboard(policyCommand(shown.generatedPolicy, terminalShell()));
}

/** Copies the shown policy as a resource of Terraform. */
export async function copyPolicyTerraform(
  { policies }: PermissionServices,
  uri: unknown,
): Promise<void> {
  const shown = policies.find(uri);
  if (!shown) return;
  await copyToClipboard(toTerraform(shown.generatedPolicy));
}

/** Opens how the shown policy gets to what runs on EC2, ECS and CodeBuild. */
export async function showPolicyAttachGuide(
  { policies }: PermissionServices,
  uri: unknown,
): Promise<void> {
  const shown = policies.find(uri);
  if (!shown) return;
  await policies.openText(
    `${shown.generatedPolicy.name}.md`,
    attachmentGuide(shown.generatedPolicy, terminalShell()),
  );
}

/** Gives the shown policy to the user of the sandbox that was refused, once the person says yes. */
export async function applyPolicy(services: PermissionServices, uri: unknown): Promise<void> {
  requireTrust();
  const shown = services.policies.find(uri);
  const user = shown?.sandboxUser;
  if (!shown || user === undefined) return;
  const apply = vscode.l10n.t('Apply');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Give this policy to the identity {0} of the sandbox?', user),
    {
      modal: true,
      detail: vscode.l10n.t('As an administrator would with "aws iam put-user-policy" at AWS.'),
    },
    apply,
  );
  if (chosen !== apply) return;
  const { name, text } = shown.generatedPolicy;
  await withProgress(vscode.l10n.t('Applying the policy'), signal =>
    services.connections.putSandboxPolicy({ user, name, document: text }, signal),
  );
  services.explorer.refresh();
  void showRetryNotification(shown, user);
}

/** The message stays until it is answered; nobody waits for it. */
async function showRetryNotification({ action }: ShownPolicy, user: string): Promise<void> {
  const retry = vscode.l10n.t('Retry');
  const message = vscode.l10n.t(
    'The policy is in force for {0}. Try again what was refused.',
    user,
  );
  if ((await vscode.window.showInformationMessage(message, retry)) !== retry) return;
  const isTokenAction =
    action === bearerTokenAction || action === 'codeartifact:GetAuthorizationToken';
  await vscode.commands.executeCommand(
    isTokenAction ? 'codeartifact.refreshToken' : 'codeartifact.refresh',
  );
}

async function copyToClipboard(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}
