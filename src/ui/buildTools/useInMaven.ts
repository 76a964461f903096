import * as vscode from 'vscode';
import type { EditResult, MirrorChoice, SettingsChange } from '../../maven/settingsChange';
import { Secret } from '../../core/secret';
import type { Token } from '../../core/token';
import { createLedgerEntry } from '../../tokens/createLedgerEntry';
import { connectionOf, isRepositoryNode, type RepositoryNode } from '../explorer/node';
import { confirmServerChange } from './maven/confirmServerChange';
import { hasMavenCentralUpstream } from './maven/hasMavenCentralUpstream';
import { type MavenState, withFileContext } from './maven/mavenFiles';
import { showMirrorPicker } from './maven/showMirrorPicker';
import { confirmFileChange } from './maven/confirmFileChange';
import { listEditRemarks } from './maven/listEditRemarks';
import { createServerId } from './maven/createServerId';
import { readOwnershipFacts } from './maven/serverTokenPlan';
import { fetchMavenEndpoint } from '../explorer/fetchMavenEndpoint';
import { withProgress } from '../common/progress';
import type { BuildToolServices } from './buildToolServices';
import { readExtensionSettings } from '../common/extensionSettings';
import { requireTrust } from '../common/requireTrust';
import { showRepositoryPicker } from '../explorer/showRepositoryPicker';
import { decideOwnership } from '../../maven/decideOwnership';
import { editSettings } from '../../maven/editSettings';
import { neverAborted } from '../../shared/neverAborted';

/** What is known of a repository before anything is changed. */
interface MavenSetup {
  readonly id: string;
  readonly url: string;
  readonly hasMavenCentral: boolean;
  readonly token: Token;
  readonly state: MavenState;
}

/** Lets Maven use a repository: server, profile and mirror in settings.xml, in the console's form. */
export async function useInMaven(services: BuildToolServices, node: unknown): Promise<void> {
  requireTrust();
  const chosen = isRepositoryNode(node) ? node : await showRepositoryPicker(services);
  if (!chosen) return;
  const setup = await prepareSetup(services, chosen);
  if (!(await confirmOwnership(services, setup))) return;
  const mirrorOf = await showMirrorPicker(setup.hasMavenCentral, setup.state.view, setup.id);
  if (mirrorOf === undefined || !(await confirmWithPreview(services, setup, mirrorOf))) return;
  await writeSettings(services, setup, mirrorOf);
  await services.refreshTokenStatus();
  void showNextStepsNotification(chosen);
}

async function prepareSetup(
  services: BuildToolServices,
  node: RepositoryNode,
): Promise<MavenSetup> {
  const { repository } = node;
  const title = vscode.l10n.t('Asking CodeArtifact for {0}', repository.repository);
  return await withProgress(title, async signal => {
    const state = await services.mavenFiles.read(signal);
    const api = await services.connections.api(connectionOf(node));
    const [url, hasMavenCentral, token] = await Promise.all([
      fetchMavenEndpoint(services, node, signal),
      hasMavenCentralUpstream(api, repository, signal),
      api.token(node.parent.domain, readExtensionSettings().tokenSeconds, signal),
    ]);
    return { id: createServerId(state.claims, repository), url, hasMavenCentral, token, state };
  });
}

/** A server of that id may be there already, and be somebody else's. */
async function confirmOwnership(
  services: BuildToolServices,
  { id, token, state }: MavenSetup,
): Promise<boolean> {
  const claim = { id, domain: token.domain, sources: [], isUsed: true };
  const claims = { claims: [claim] };
  const facts = await readOwnershipFacts(services, state, neverAborted);
  const [ruling] = decideOwnership(claims, state.view, { ...facts, knowsDomain: () => true });
  if (ruling?.action !== 'ask') return true;
  return (await confirmServerChange(state.location.path, ruling, false)) === 'write';
}

function settingsChanges(
  { id, url }: MavenSetup,
  mirrorOf: MirrorChoice,
  token: Secret,
): SettingsChange[] {
  return [
    { kind: 'set-token', id, token },
    { kind: 'use-repository', id, url, mirrorOf },
  ];
}

function editSettingsText(
  setup: MavenSetup,
  mirrorOf: MirrorChoice,
  bytes: Uint8Array | undefined,
  token: Secret,
): EditResult {
  return withFileContext(setup.state.location.path, () =>
    editSettings(bytes, settingsChanges(setup, mirrorOf, token)),
  );
}

async function confirmWithPreview(
  { memento, previews }: BuildToolServices,
  setup: MavenSetup,
  mirrorOf: MirrorChoice,
): Promise<boolean> {
  const { state } = setup;
  const file = state.location.path;
  const previewedFiles = memento.get<readonly string[]>('previewed', []);
  const previewMode = readExtensionSettings().preview;
  if (previewMode === 'never' || (previewMode === 'first' && previewedFiles.includes(file)))
    return true;
  const previewResult = editSettingsText(setup, mirrorOf, state.bytes, new Secret('A-FRESH-TOKEN'));
  if (!previewResult.changed) return true;
  const confirmed = await confirmFileChange(previews, {
    file,
    before: state.bytes,
    after: previewResult.bytes,
    encoding: state.view.encoding,
    remarks: listEditRemarks(previewResult.notes, state.view.warnings),
  });
  if (confirmed && !previewedFiles.includes(file))
    await memento.update('previewed', [...previewedFiles, file]);
  return confirmed;
}

async function writeSettings(
  services: BuildToolServices,
  setup: MavenSetup,
  mirrorOf: MirrorChoice,
) {
  const { id, token, state } = setup;
  const file = state.location.path;
  await withProgress(vscode.l10n.t('Writing {0}', file), async signal => {
    let lastResult: EditResult | undefined;
    const edit = (bytes: Uint8Array | undefined) => {
      lastResult = editSettingsText(setup, mirrorOf, bytes, token.secret);
      return lastResult.changed ? lastResult.bytes : ('unchanged' as const);
    };
    if ((await services.fileEditor.edit(file, edit, signal)) && lastResult)
      await services.undoHistory.push({ file, record: lastResult.record }, signal);
    const location = { holder: file, server: id };
    await services.tokenLedger.clearSignedOut([location], signal);
    await services.tokenLedger.addEntries([createLedgerEntry(location, token)], signal);
  });
}

/** One message with what usually comes next; nobody has to answer it. */
async function showNextStepsNotification({ repository }: RepositoryNode): Promise<void> {
  const compile = vscode.l10n.t('Compile');
  const undo = vscode.l10n.t('Undo');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Maven now uses {0}/{1}.', repository.domain, repository.repository),
    compile,
    undo,
  );
  if (chosen === compile) await vscode.commands.executeCommand('codeartifact.compile');
  if (chosen === undo) await vscode.commands.executeCommand('codeartifact.undoSettings');
}
