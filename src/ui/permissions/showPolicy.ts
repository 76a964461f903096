import * as vscode from 'vscode';
import { parseDenial, type Denial, type DeniedCall } from '../../permissions/denial';
import type { Purpose } from '../../permissions/policies/purposes';
import { arnOf } from '../../core/arn';
import { connectionId, type Connection } from '../../core/connection';
import { isFailure } from '../../core/failure';
import { connectionOf, isRepositoryNode, nodeKind, type DomainNode } from '../explorer/node';
import { repositoriesInUse } from '../buildTools/maven/findRepositoriesInUse';
import { withProgress } from '../common/progress';
import type { PermissionServices } from './permissionServices';
import { terminalShell } from '../common/terminalShell';
import { rankPurposes } from '../../permissions/policies/purposes';
import { awsManagedPolicy, attachPolicyCommand } from '../../permissions/policies/policyCommand';
import { generatePolicies } from '../../permissions/policies/generatePolicies';
import { isJsonObject } from '../../shared/json';

/** What a policy is asked for: a refusal, and whose connection met it. */
interface PolicyRequest extends DeniedCall {
  readonly connection?: string;
}

interface PolicyQuickPickItem extends vscode.QuickPickItem {
  readonly purpose?: Purpose;
  readonly managed?: 'read' | 'administer';
}

/**
 * Opens the policy that ends a refusal, for a purpose that the user picks, the best first. Given the
 * details of a failure, or the node of a domain or repository.
 */
export async function showPolicy(services: PermissionServices, argument: unknown): Promise<void> {
  const request = (await requestFromNode(services, argument)) ?? requestFromFailure(argument);
  if (!request) return;
  const denial = parseDenial(request);
  const picked = await vscode.window.showQuickPick(
    createItems(rankPurposes(request.message === undefined ? undefined : denial.action), denial),
    {
      title: vscode.l10n.t('Show Policy'),
      placeHolder: vscode.l10n.t('Choose what {0} is to be allowed', principalName(denial)),
      matchOnDetail: true,
    },
  );
  if (!picked) return;
  if (picked.managed) {
    const { name, arn } = awsManagedPolicy(picked.managed, denial.principal?.partition ?? 'aws');
    await vscode.env.clipboard.writeText(
      attachPolicyCommand(denial.principal, arn, terminalShell()),
    );
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Copied the command that attaches {0}.', name),
    );
    return;
  }
  if (!picked.purpose) return;
  const resourceArn = [denial.resource, request.arn].find(it => it?.includes(':codeartifact:'));
  const repositories = await repositoriesInUse(services, resourceArn);
  const sandboxUser =
    request.connection === 'sandbox' && denial.principal?.kind === 'user'
      ? denial.principal.name
      : undefined;
  // The last one opened is in front: the identity's own comes first for whoever reads.
  for (const generatedPolicy of generatePolicies(
    denial,
    picked.purpose,
    request.arn,
    repositories,
  ).toReversed())
    await services.policies.open({
      generatedPolicy,
      ...(denial.action !== undefined && { action: denial.action }),
      ...(sandboxUser !== undefined && { sandboxUser }),
    });
}

/** A node was refused nothing: who asks is looked up, to name whose policy it is. */
async function requestFromNode(
  { connections }: PermissionServices,
  node: unknown,
): Promise<PolicyRequest | undefined> {
  const domain = nodeKind(node) === 'domain' ? (node as DomainNode) : undefined;
  const target = isRepositoryNode(node) ? node : domain;
  if (!target) return undefined;
  const connection = connectionOf(target);
  const arn = arnOf(target.kind === 'repository' ? target.repository : target.domain);
  const callerArn = await fetchCallerArn(connections, connection);
  // The form of AWS's access denied messages, which are English and are parsed later.
  const deniedMessage = `User: ${callerArn} is not authorized to perform: codeartifact:ReadFromRepository on resource: ${arn}`;
  return {
    arn,
    connection: connectionId(connection),
    ...(callerArn !== undefined && { message: deniedMessage }),
  };
}

async function fetchCallerArn(
  connections: PermissionServices['connections'],
  connection: Connection,
): Promise<string | undefined> {
  try {
    return await withProgress(vscode.l10n.t('Asking AWS who is calling'), async signal => {
      const api = await connections.api(connection);
      return (await api.identity(signal)).arn;
    });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}

function requestFromFailure(value: unknown): PolicyRequest | undefined {
  if (!isJsonObject(value)) return undefined;
  const fields = value;
  const text = (name: 'message' | 'operation' | 'arn' | 'connection') =>
    typeof fields[name] === 'string' ? { [name]: fields[name] } : {};
  const request = { ...text('message'), ...text('operation'), ...text('arn') };
  return Object.keys(request).length === 0 ? undefined : { ...request, ...text('connection') };
}

function createItems(purposes: readonly Purpose[], denial: Denial): PolicyQuickPickItem[] {
  const only = denial.action ?? vscode.l10n.t('the action');
  const labels: Record<Purpose, [icon: string, label: string, detail: string]> = {
    read: [
      'cloud-download',
      vscode.l10n.t('Read packages'),
      vscode.l10n.t('get tokens, list, download and build; nothing is changed'),
    ],
    publish: [
      'cloud-upload',
      vscode.l10n.t('Publish packages'),
      vscode.l10n.t('the same, and publish new versions'),
    ],
    administer: [
      'tools',
      vscode.l10n.t('Administer'),
      vscode.l10n.t('the same, and manage repositories, versions and policies of the domain'),
    ],
    only: [
      'key',
      vscode.l10n.t('Only what was refused'),
      vscode.l10n.t('{0} and nothing else', only),
    ],
  };
  const purposeItems = purposes.map((purpose): PolicyQuickPickItem => {
    const [icon, label, detail] = labels[purpose];
    return { label: `$(${icon}) ${label}`, detail, purpose };
  });
  const managedPolicyItem = (name: 'read' | 'administer', policy: string): PolicyQuickPickItem => ({
    label: `$(copy) ${policy}`,
    detail: vscode.l10n.t('copies the command that attaches it'),
    managed: name,
  });
  return [
    ...purposeItems,
    {
      label: vscode.l10n.t('Quick, and wider than need be: policies that AWS manages'),
      kind: vscode.QuickPickItemKind.Separator,
    },
    managedPolicyItem('read', 'AWSCodeArtifactReadOnlyAccess'),
    managedPolicyItem('administer', 'AWSCodeArtifactAdminAccess'),
  ];
}

function principalName({ principal }: Denial): string {
  return principal?.name ?? vscode.l10n.t('your identity');
}
