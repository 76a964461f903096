import * as vscode from 'vscode';
import type { PropertyRuling } from '../../gradle/propertyOwnership';
import type { Token } from '../../core/token';
import { isRepositoryNode, type RepositoryNode } from '../explorer/node';
import { askProperty } from './gradle/askProperty';
import { locateProperties } from './gradle/gradleFiles';
import { gradleRoom } from './gradle/gradleRoom';
import { offerSnippet } from './gradle/offerSnippet';
import { propertyFor } from './gradle/propertyFor';
import { writeProperty } from './gradle/writeProperty';
import { named } from './maven/mavenFiles';
import { mavenEndpoint } from '../explorer/mavenEndpoint';
import { readBytes } from '../../files/readBytes';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { readSettings } from '../common/settings';
import { requireTrust } from '../common/trust';
import { pickRepository } from '../common/pickRepository';

/** What is known before anything is changed. */
interface Prepared {
  readonly url: string;
  readonly file: string;
  readonly property: string;
  readonly ruling: PropertyRuling;
  readonly token: Token;
}

/** Gives gradle.properties the token of a repository, and build scripts the lines that use it. */
export async function useInGradle(services: Services, node: unknown): Promise<void> {
  requireTrust();
  const chosen = isRepositoryNode(node) ? node : await pickRepository(services);
  if (!chosen) return;
  const prepared = await prepare(services, chosen);
  const { file, property, ruling, token, url } = prepared;
  const { domain, owner } = token.domain;
  const asked = ruling.action === 'ask' ? ruling.reasons : [];
  if (asked.length > 0 && !(await askProperty(file, { property, domain, owner, reasons: asked })))
    return;
  await withProgress(vscode.l10n.t('Writing {0}', file), async signal => {
    await services.writer.resume([{ holder: file, server: property }], signal);
    await writeProperty(services, { file, name: property, agreed: ruling }, token, signal);
  });
  await services.showTokens();
  void offerNext(url, property);
}

/** Copies what a build script needs to use a repository with the token of gradle.properties. */
export async function copyGradleSnippet(services: Services, node: unknown): Promise<void> {
  const chosen = isRepositoryNode(node) ? node : await pickRepository(services);
  if (!chosen) return;
  const title = vscode.l10n.t('Asking for the endpoint of {0}', chosen.repository.repository);
  const { url, property } = await withProgress(title, async signal => ({
    url: await mavenEndpoint(services, chosen, signal),
    property: await knownProperty(services, chosen, signal),
  }));
  await offerSnippet(url, property);
}

async function knownProperty(services: Services, node: RepositoryNode, signal: AbortSignal) {
  const { path } = await locateProperties();
  return propertyFor(await services.writer.ledger(signal), path, node.parent.domain);
}

async function prepare(services: Services, node: RepositoryNode): Promise<Prepared> {
  const title = vscode.l10n.t('Asking CodeArtifact for {0}', node.repository.repository);
  return await withProgress(title, async signal => {
    const { propertyOwnership, readProperty } = await gradleRoom();
    const { path: file, ofWorkspace } = await locateProperties();
    const property = await knownProperty(services, node, signal);
    const bytes = await readBytes(file, {}, signal);
    const view = named(file, () => readProperty(bytes, property));
    const wroteIt = await services.writer.wroteIt(signal);
    const ruling = propertyOwnership(view, { wroteIt, knowsDomain: true, ofWorkspace });
    const api = await services.connections.api(node.parent.parent.connection);
    const [url, token] = await Promise.all([
      mavenEndpoint(services, node, signal),
      api.token(node.parent.domain, readSettings().tokenSeconds, signal),
    ]);
    return { url, file, property, ruling, token };
  });
}

/** One message with what usually comes next; nobody has to answer it. */
async function offerNext(url: string, property: string): Promise<void> {
  const copy = vscode.l10n.t('Copy Snippet…');
  const undo = vscode.l10n.t('Undo');
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'gradle.properties now holds the token, as {0}. A build script needs a few lines to use it.',
      property,
    ),
    copy,
    undo,
  );
  if (chosen === copy) await offerSnippet(url, property);
  if (chosen === undo) await vscode.commands.executeCommand('codeartifact.undoSettings');
}
