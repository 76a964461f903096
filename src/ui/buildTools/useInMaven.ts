import * as vscode from 'vscode';
import type { EditResult, MirrorChoice, SettingsChange } from '../../maven/settingsChange';
import { Secret } from '../../core/secret';
import type { Token } from '../../core/token';
import { isRepositoryNode, type RepositoryNode } from '../explorer/node';
import { ledgerEntry } from '../tokens/ledgerEntry';
import { askToChange } from './maven/askReason';
import { centralBehind } from './maven/centralBehind';
import { type MavenState, named } from './maven/mavenFiles';
import { mavenRoom } from './maven/mavenRoom';
import { pickMirror } from './maven/pickMirror';
import { confirmPreview } from './maven/preview';
import { remarks } from './maven/remarks';
import { serverId } from './maven/serverId';
import { ownershipFacts } from './maven/tokenPlan';
import { mavenEndpoint } from '../explorer/mavenEndpoint';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { readSettings } from '../common/settings';
import { requireTrust } from '../common/trust';
import { pickRepository } from '../common/pickRepository';

/** What is known of a repository before anything is changed. */
interface Prepared {
  readonly id: string;
  readonly url: string;
  readonly central: boolean;
  readonly token: Token;
  readonly state: MavenState;
}

/** Lets Maven use a repository: server, profile and mirror in settings.xml, in the console's form. */
export async function useInMaven(services: Services, node: unknown): Promise<void> {
  requireTrust();
  const chosen = isRepositoryNode(node) ? node : await pickRepository(services);
  if (!chosen) return;
  const prepared = await prepare(services, chosen);
  if (!(await mayChange(services, prepared))) return;
  const mirrorOf = await pickMirror(prepared.central, prepared.state.view, prepared.id);
  if (mirrorOf === undefined || !(await preview(services, prepared, mirrorOf))) return;
  await write(services, prepared, mirrorOf);
  await services.showTokens();
  void offerNext(chosen);
}

async function prepare(services: Services, node: RepositoryNode): Promise<Prepared> {
  const { repository } = node;
  const title = vscode.l10n.t('Asking CodeArtifact for {0}', repository.repository);
  return await withProgress(title, async signal => {
    const state = await services.mavenFiles.read(signal);
    const api = await services.connections.api(node.parent.parent.connection);
    const [url, central, token] = await Promise.all([
      mavenEndpoint(services, node, signal),
      centralBehind(api, repository, signal),
      api.token(node.parent.domain, readSettings().tokenSeconds, signal),
    ]);
    return { id: serverId(state.claims, repository), url, central, token, state };
  });
}

/** A server of that id may be there already, and be somebody else's. */
async function mayChange(services: Services, { id, token, state }: Prepared): Promise<boolean> {
  const claim = { id, domain: token.domain, said: [], used: true };
  const claims = { claims: [claim], conflicts: [], problems: [] };
  const signal = new AbortController().signal;
  const facts = await ownershipFacts(services, state, signal);
  const { ownership } = await mavenRoom();
  const [ruling] = ownership(claims, state.view, { ...facts, knowsDomain: () => true });
  if (ruling?.action !== 'ask') return true;
  return (await askToChange(state.location.path, ruling, false)) === 'write';
}

function changes({ id, url }: Prepared, mirrorOf: MirrorChoice, token: Secret): SettingsChange[] {
  return [
    { kind: 'set-token', id, token },
    { kind: 'use-repository', id, url, mirrorOf },
  ];
}

async function edited(
  prepared: Prepared,
  mirrorOf: MirrorChoice,
  bytes: Uint8Array | undefined,
  token: Secret,
): Promise<EditResult> {
  const { editSettings } = await mavenRoom();
  return named(prepared.state.location.path, () =>
    editSettings(bytes, changes(prepared, mirrorOf, token)),
  );
}

async function preview(
  { memento, previews }: Services,
  prepared: Prepared,
  mirrorOf: MirrorChoice,
): Promise<boolean> {
  const { state } = prepared;
  const file = state.location.path;
  const shown = memento.get<readonly string[]>('previewed', []);
  const when = readSettings().preview;
  if (when === 'never' || (when === 'first' && shown.includes(file))) return true;
  const marked = await edited(prepared, mirrorOf, state.bytes, new Secret('A-FRESH-TOKEN'));
  if (!marked.changed) return true;
  const agreed = await confirmPreview(previews, {
    file,
    before: state.bytes,
    after: marked.bytes,
    encoding: state.view.encoding,
    remarks: remarks(marked.notes, state.view.warnings),
  });
  if (agreed && !shown.includes(file)) await memento.update('previewed', [...shown, file]);
  return agreed;
}

async function write(services: Services, prepared: Prepared, mirrorOf: MirrorChoice) {
  const { id, token, state } = prepared;
  const file = state.location.path;
  await withProgress(vscode.l10n.t('Writing {0}', file), async signal => {
    let last: EditResult | undefined;
    const edit = async (bytes: Uint8Array | undefined) => {
      last = await edited(prepared, mirrorOf, bytes, token.secret);
      return last.changed ? last.bytes : ('unchanged' as const);
    };
    if ((await services.writer.write(file, edit, signal)) && last)
      await services.writer.keepEdit({ file, record: last.record }, signal);
    const place = { holder: file, server: id };
    await services.writer.resume([place], signal);
    await services.writer.remember([ledgerEntry(place, token)], signal);
  });
}

/** One message with what usually comes next; nobody has to answer it. */
async function offerNext({ repository }: RepositoryNode): Promise<void> {
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
