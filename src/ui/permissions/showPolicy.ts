import * as vscode from 'vscode';
import { parseDenial, type Denial, type Refused } from '../../permissions/denial';
import type { Purpose } from '../../diagnostics/chunk';
import { arnOf } from '../../core/arn';
import { connectionId, type Connection } from '../../core/connection';
import { isFailure } from '../../core/failure';
import { connectionOf, isRepositoryNode, kindOf, type DomainNode } from '../explorer/node';
import { repositoriesInUse } from '../diagnostics/repositoriesInUse';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { terminalShell } from '../common/terminalShell';

/** What a policy is asked for: a refusal, and whose connection met it. */
interface Asked extends Refused {
  readonly connection?: string;
}

interface Item extends vscode.QuickPickItem {
  readonly purpose?: Purpose;
  readonly managed?: 'read' | 'administer';
}

/**
 * Opens the policy that ends a refusal, for a purpose that the user picks, the best first. Given the
 * details of a failure, or the node of a domain or repository.
 */
export async function showPolicy(services: Services, given: unknown): Promise<void> {
  const asked = (await ofNode(services, given)) ?? ofFailure(given);
  if (!asked) return;
  const denial = parseDenial(asked);
  const room = await import('../../diagnostics/chunk');
  const picked = await vscode.window.showQuickPick(
    items(room.bestFirst(asked.message === undefined ? undefined : denial.action), denial),
    {
      title: vscode.l10n.t('Show Policy'),
      placeHolder: vscode.l10n.t('Choose what {0} is to be allowed', nameOf(denial)),
      matchOnDetail: true,
    },
  );
  if (!picked) return;
  if (picked.managed) {
    const { name, arn } = room.managedPolicyArn(
      picked.managed,
      denial.principal?.partition ?? 'aws',
    );
    await vscode.env.clipboard.writeText(
      room.attachCommand(denial.principal, arn, terminalShell()),
    );
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Copied the command that attaches {0}.', name),
    );
    return;
  }
  if (!picked.purpose) return;
  const about = [denial.resource, asked.arn].find(it => it?.includes(':codeartifact:'));
  const repositories = await repositoriesInUse(services, about);
  const sandboxUser =
    asked.connection === 'sandbox' && denial.principal?.kind === 'user'
      ? denial.principal.name
      : undefined;
  // The last one opened is in front: the identity's own comes first for whoever reads.
  for (const paper of room.papersFor(denial, picked.purpose, asked.arn, repositories).toReversed())
    await services.policies.open({
      paper,
      ...(denial.action !== undefined && { action: denial.action }),
      ...(sandboxUser !== undefined && { sandboxUser }),
    });
}

/** A node was refused nothing: who asks is looked up, to name whose policy it is. */
async function ofNode({ connections }: Services, node: unknown): Promise<Asked | undefined> {
  const domain = kindOf(node) === 'domain' ? (node as DomainNode) : undefined;
  const found = isRepositoryNode(node) ? node : domain;
  if (!found) return undefined;
  const connection = connectionOf(found);
  const arn = arnOf(found.kind === 'repository' ? found.repository : found.domain);
  const who = await identity(connections, connection);
  return {
    arn,
    connection: connectionId(connection),
    ...(who !== undefined && {
      message: `User: ${who} is not authorized to perform: codeartifact:ReadFromRepository on resource: ${arn}`,
    }),
  };
}

async function identity(
  connections: Services['connections'],
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

function ofFailure(value: unknown): Asked | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Partial<Record<string, unknown>>;
  const text = (name: 'message' | 'operation' | 'arn' | 'connection') =>
    typeof fields[name] === 'string' ? { [name]: fields[name] } : {};
  const asked = { ...text('message'), ...text('operation'), ...text('arn') };
  return Object.keys(asked).length === 0 ? undefined : { ...asked, ...text('connection') };
}

function items(purposes: readonly Purpose[], denial: Denial): Item[] {
  const { t } = vscode.l10n;
  const only = denial.action ?? t('the action');
  const labels: Record<Purpose, [icon: string, label: string, detail: string]> = {
    read: [
      'cloud-download',
      t('Read packages'),
      t('get tokens, list, download and build; nothing is changed'),
    ],
    publish: ['cloud-upload', t('Publish packages'), t('the same, and publish new versions')],
    administer: [
      'tools',
      t('Administer'),
      t('the same, and manage repositories, versions and policies of the domain'),
    ],
    only: ['key', t('Only what was refused'), t('{0} and nothing else', only)],
  };
  const named = purposes.map((purpose): Item => {
    const [icon, label, detail] = labels[purpose];
    return { label: `$(${icon}) ${label}`, detail, purpose };
  });
  const managed = (name: 'read' | 'administer', policy: string): Item => ({
    label: `$(copy) ${policy}`,
    detail: t('copies the command that attaches it'),
    managed: name,
  });
  return [
    ...named,
    {
      label: t('Quick, and wider than need be: policies that AWS manages'),
      kind: vscode.QuickPickItemKind.Separator,
    },
    managed('read', 'AWSCodeArtifactReadOnlyAccess'),
    managed('administer', 'AWSCodeArtifactAdminAccess'),
  ];
}

function nameOf({ principal }: Denial): string {
  return principal?.name ?? vscode.l10n.t('your identity');
}
