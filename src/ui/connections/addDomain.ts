import * as vscode from 'vscode';
import type { Connection } from '../../core/connection';
import { patterns, type Domain } from '../../core/coordinates';
import { parseDomainText } from '../../core/parseDomainText';
import { isFailure } from '../../core/failure';
import { realmOf } from './endpointSettings';
import { connectionName } from '../explorer/connectionName';
import { connectionFromArgument, isDomainNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { ConnectionServices } from './connectionServices';

/** Adds a domain to the tree that the connection may not list, or that another account owns. */
export async function addDomain(services: ConnectionServices, node?: unknown): Promise<void> {
  const connection = connectionFromArgument(node) ?? (await pickConnection(services));
  if (!connection) return;
  const entered = await promptForDomain(
    connection,
    services.explorer.identity(connection)?.account,
  );
  if (!entered) return;
  const domain = { ...entered, realm: realmOf(connection), region: connection.region };
  await verifyDomain(services, connection, domain);
  await services.connections.addDomain(connection, domain);
}

/** Removes a domain from the tree that was added by name. */
export async function removeDomain(
  { connections }: ConnectionServices,
  node: unknown,
): Promise<void> {
  if (isDomainNode(node)) await connections.removeDomain(node.parent.connection, node.domain);
}

/**
 * A domain that does not exist is a typing error. A caller who may not describe a domain may still
 * get tokens for it.
 */
async function verifyDomain(
  { connections }: ConnectionServices,
  connection: Connection,
  domain: Domain,
): Promise<void> {
  const title = vscode.l10n.t('Looking for the domain {0}', domain.domain);
  await withProgress(title, async signal => {
    try {
      await (await connections.api(connection)).repositories(domain, undefined, signal);
    } catch (error) {
      if (!isFailure(error) || error.code === 'not-found') throw error;
    }
  });
}

async function pickConnection({
  connections,
}: ConnectionServices): Promise<Connection | undefined> {
  const all = await connections.available();
  if (all.length < 2) return all[0];
  const picked = await vscode.window.showQuickPick(
    all.map(connection => ({
      label: connectionName(connection),
      description: connection.region,
      connection,
    })),
    { title: title(), placeHolder: vscode.l10n.t('Which connection can access it?') },
  );
  return picked?.connection;
}

const title = (): string => vscode.l10n.t('Add Domain by Name');

async function promptForDomain(
  { region }: Connection,
  account: string | undefined,
): Promise<Pick<Domain, 'owner' | 'domain'> | undefined> {
  const input = await vscode.window.showInputBox({
    title: title(),
    prompt: vscode.l10n.t('The name of the domain, or a URL or ARN of it'),
    placeHolder: 'my-domain',
    ignoreFocusOut: true,
    validateInput: text => validateDomainText(text, region),
  });
  const parsed = parseDomainText(input ?? '');
  if (!parsed) return undefined;
  const owner =
    parsed.owner ??
    (await vscode.window.showInputBox({
      title: title(),
      prompt: vscode.l10n.t('The account that owns {0}: 12 digits', parsed.domain),
      placeHolder: '111122223333',
      value: account ?? '',
      ignoreFocusOut: true,
      validateInput: text =>
        patterns.account.test(normalizeAccountId(text))
          ? undefined
          : vscode.l10n.t('An AWS account id has 12 digits.'),
    }));
  return owner === undefined
    ? undefined
    : { owner: normalizeAccountId(owner), domain: parsed.domain };
}

const normalizeAccountId = (text: string): string => text.replace(/[\s-]/g, '');

function validateDomainText(text: string, region: string): string | undefined {
  const parsed = parseDomainText(text);
  if (!parsed) return vscode.l10n.t('A domain has 2 to 50 lower-case letters, digits and hyphens.');
  return parsed.region === undefined || parsed.region === region
    ? undefined
    : vscode.l10n.t('It is in {0}, but this connection uses {1}.', parsed.region, region);
}
