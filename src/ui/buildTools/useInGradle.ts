import * as vscode from 'vscode';
import type { PropertyRuling } from '../../gradle/decidePropertyOwnership';
import type { Token } from '../../core/token';
import { connectionOf, isRepositoryNode, type RepositoryNode } from '../explorer/node';
import { confirmPropertyWrite } from './gradle/confirmPropertyWrite';
import { locateProperties } from './gradle/gradleFiles';
import { installInitScript } from './gradle/installInitScript';
import { showGradleMethodPicker } from './gradle/showGradleMethodPicker';
import { showGradleSnippetPicker } from './gradle/showGradleSnippetPicker';
import { resolveTokenProperty } from './gradle/resolveTokenProperty';
import { writeProperty } from './gradle/writeProperty';
import { withFileContext } from './maven/mavenFiles';
import { fetchMavenEndpoint } from '../explorer/fetchMavenEndpoint';
import { readBytes } from '../../files/readBytes';
import { withProgress } from '../common/progress';
import type { BuildToolServices } from './buildToolServices';
import { readExtensionSettings } from '../common/extensionSettings';
import { requireTrust } from '../common/requireTrust';
import { showRepositoryPicker } from '../explorer/showRepositoryPicker';
import { decidePropertyOwnership } from '../../gradle/decidePropertyOwnership';
import { readProperty } from '../../gradle/readProperty';

/** What is known before anything is changed. */
interface GradleSetup {
  readonly url: string;
  readonly file: string;
  readonly property: string;
  readonly ruling: PropertyRuling;
  readonly token: Token;
}

/** Gives Gradle the token of a repository, by an init script or by a property, as the user chooses. */
export async function useInGradle(services: BuildToolServices, node: unknown): Promise<void> {
  requireTrust();
  const chosen = isRepositoryNode(node) ? node : await showRepositoryPicker(services);
  if (!chosen) return;
  const method = await showGradleMethodPicker();
  if (method === 'initScript') await useInitScript(services, chosen);
  if (method === 'property') await useProperty(services, chosen);
}

async function useInitScript(services: BuildToolServices, node: RepositoryNode): Promise<void> {
  const title = vscode.l10n.t('Asking CodeArtifact for {0}', node.repository.repository);
  const token = await withProgress(title, signal => fetchToken(services, node, signal));
  await installInitScript(services, token, new AbortController().signal);
}

async function useProperty(services: BuildToolServices, node: RepositoryNode): Promise<void> {
  const setup = await prepareSetup(services, node);
  const { file, property, ruling, token, url } = setup;
  const { domain, owner } = token.domain;
  const reasons = ruling.action === 'ask' ? ruling.reasons : [];
  if (
    reasons.length > 0 &&
    !(await confirmPropertyWrite(file, { property, domain, owner, reasons }))
  )
    return;
  await withProgress(vscode.l10n.t('Writing {0}', file), async signal => {
    await services.tokenLedger.clearSignedOut([{ holder: file, server: property }], signal);
    await writeProperty(services, { file, name: property, ruling }, token, signal);
  });
  await services.refreshTokenStatus();
  void showNextStepsNotification(url, property);
}

/** Copies what a build script needs to use a repository with the token of gradle.properties. */
export async function copyRepositorySnippet(
  services: BuildToolServices,
  node: unknown,
): Promise<void> {
  const chosen = isRepositoryNode(node) ? node : await showRepositoryPicker(services);
  if (!chosen) return;
  const title = vscode.l10n.t('Getting the endpoint of {0}', chosen.repository.repository);
  const { url, property } = await withProgress(title, async signal => ({
    url: await fetchMavenEndpoint(services, chosen, signal),
    property: await findTokenProperty(services, chosen, signal),
  }));
  await showGradleSnippetPicker(url, property);
}

async function findTokenProperty(
  services: BuildToolServices,
  node: RepositoryNode,
  signal: AbortSignal,
) {
  const { path } = locateProperties();
  return resolveTokenProperty(await services.tokenLedger.read(signal), path, node.parent.domain);
}

async function prepareSetup(
  services: BuildToolServices,
  node: RepositoryNode,
): Promise<GradleSetup> {
  const title = vscode.l10n.t('Asking CodeArtifact for {0}', node.repository.repository);
  return await withProgress(title, async signal => {
    const { path: file, belongsToWorkspace } = locateProperties();
    const property = await findTokenProperty(services, node, signal);
    const bytes = await readBytes(file, {}, signal);
    const view = withFileContext(file, () => readProperty(bytes, property));
    const isWrittenByUs = await services.tokenLedger.createTokenMatcher(signal);
    const ruling = decidePropertyOwnership(view, {
      isWrittenByUs,
      knowsDomain: true,
      belongsToWorkspace,
    });
    const [url, token] = await Promise.all([
      fetchMavenEndpoint(services, node, signal),
      fetchToken(services, node, signal),
    ]);
    return { url, file, property, ruling, token };
  });
}

async function fetchToken(
  { connections }: BuildToolServices,
  node: RepositoryNode,
  signal: AbortSignal,
): Promise<Token> {
  const api = await connections.api(connectionOf(node));
  return await api.token(node.parent.domain, readExtensionSettings().tokenSeconds, signal);
}

/** One message with what usually comes next; nobody has to answer it. */
async function showNextStepsNotification(url: string, property: string): Promise<void> {
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
  if (chosen === copy) await showGradleSnippetPicker(url, property);
  if (chosen === undo) await vscode.commands.executeCommand('codeartifact.undoSettings');
}
