import * as vscode from 'vscode';
import type { GeneratedPolicy } from '../../permissions/policies/generatePolicies';
import { VirtualDocumentProvider } from '../common/virtualDocumentProvider';

/** A policy that is shown, and what is known of why. */
export interface ShownPolicy {
  readonly generatedPolicy: GeneratedPolicy;
  /** The action that was refused. */
  readonly action?: string;
  /** The user of the sandbox that it is for; absent for identities of AWS. */
  readonly sandboxUser?: string;
}

const scheme = 'codeartifact-policy';

/** Policies as read-only documents, with what can be done with them above their first line. */
export class PolicyDocuments implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #documents = new VirtualDocumentProvider(scheme);
  readonly #shown = new Map<string, ShownPolicy>();
  readonly #registrations = vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider({ scheme, language: 'json' }, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme !== scheme) return;
      this.#documents.remove(uri);
      this.#shown.delete(uri.toString());
    }),
  );

  /** Opens `policy` in an editor. */
  async open(policy: ShownPolicy): Promise<void> {
    const { generatedPolicy } = policy;
    const uri = this.#documents.add(`/${generatedPolicy.name}.json`, generatedPolicy.text);
    this.#shown.set(uri.toString(), policy);
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  /** Opens a text about a policy beside it. */
  async openText(name: string, text: string): Promise<void> {
    const uri = this.#documents.add(`/${name}`, text);
    await vscode.window.showTextDocument(uri, { preview: false });
  }

  /** The policy at `uri`, or in the active editor. */
  find(uri: unknown): ShownPolicy | undefined {
    const documentUri =
      uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
    return documentUri && this.#shown.get(documentUri.toString());
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const shown = this.#shown.get(uri.toString());
    if (!shown) return [];
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [uri] });
    return [
      lens(attachmentText(shown.generatedPolicy), ''),
      ...(shown.sandboxUser === undefined
        ? []
        : [
            lens(
              `$(play) ${vscode.l10n.t('Apply to the Sandbox Identity')}`,
              'codeartifact.applyPolicy',
            ),
          ]),
      lens(`$(copy) ${vscode.l10n.t('AWS CLI')}`, 'codeartifact.copyPolicyCommand'),
      lens(`$(copy) ${vscode.l10n.t('Terraform')}`, 'codeartifact.copyPolicyTerraform'),
      ...(shown.generatedPolicy.attachment.on === 'identity'
        ? [lens(`$(server) ${vscode.l10n.t('EC2, ECS, CodeBuild')}`, 'codeartifact.attachPolicy')]
        : []),
    ];
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#documents.dispose();
    this.#shown.clear();
  }
}

/** Where the policy must go. */
function attachmentText({ attachment }: GeneratedPolicy): string {
  if (attachment.on === 'domain')
    return vscode.l10n.t(
      'Permissions policy of the domain {0}, in account {1}',
      attachment.target.domain,
      attachment.target.owner,
    );
  if (attachment.on === 'repository')
    return vscode.l10n.t(
      'Permissions policy of the repository {0}, in account {1}',
      attachment.repository,
      attachment.target.owner,
    );
  const name = attachment.principal?.name ?? '';
  switch (attachment.principal?.kind) {
    case 'user':
      return vscode.l10n.t('Identity policy of the user {0}', name);
    case 'role':
      return vscode.l10n.t('Identity policy of the role {0}', name);
    case 'permission-set':
      return vscode.l10n.t('Inline policy of the permission set {0}, in IAM Identity Center', name);
    default:
      return vscode.l10n.t('Identity policy of whoever was refused');
  }
}
