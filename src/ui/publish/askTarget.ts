import * as vscode from 'vscode';
import type { CodeArtifact } from '../../core/codeArtifact';
import { packageOf, type PackageVersion } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { nodeId, type RepositoryNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import { TargetFlow, type Asked } from './targetFlow';

/** Where something is to be published. */
export interface Target {
  readonly node: RepositoryNode;
  readonly version: PackageVersion;
  readonly api: CodeArtifact;
}

const lastUsedKey = 'publishedTo';
const namespaceKey = 'publishedNamespace';
const mostRemembered = 10;

/** The questions for a target, not asked yet. The repository is no question where it is `given`. */
export function targetFlow(
  services: Services,
  asked: Asked,
  given: RepositoryNode | undefined,
): TargetFlow {
  const { memento } = services;
  const namespace = asked.first.namespace ?? memento.get<string>(namespaceKey, '');
  const proposing = { ...asked, first: { ...asked.first, namespace } };
  return new TargetFlow(services, proposing, given, lastUsed(memento));
}

/**
 * Asks the questions of `flow`, with a way back at every step. Undefined when the person leaves.
 * Throws `publish-blocked` where nobody may publish it. Keeps repository and namespace, to propose
 * them first.
 */
export async function askTarget(
  { memento }: Pick<Services, 'memento'>,
  flow: TargetFlow,
): Promise<Target | undefined> {
  if (!(await flow.ask())) return undefined;
  const { node, version } = flow;
  const api = await flow.api();
  await checkOrigin(api, version);
  const id = nodeId(node);
  const used = [id, ...lastUsed(memento).filter(it => it !== id)].slice(0, mostRemembered);
  await memento.update(lastUsedKey, used);
  await memento.update(namespaceKey, version.namespace);
  return { node, version, api };
}

const lastUsed = (memento: Services['memento']) => memento.get<readonly string[]>(lastUsedKey, []);

/** Told before anything is packed: origin controls may keep versions from being published here. */
async function checkOrigin(api: CodeArtifact, version: PackageVersion): Promise<void> {
  const title = vscode.l10n.t('Asking whether {0} may be published', version.package);
  const found = await withProgress(title, signal =>
    api.originControls(packageOf(version), signal),
  ).catch((error: unknown) => {
    // A new package has none yet, and who may not look is told when publishing.
    if (isFailure(error) && ['not-found', 'access-denied'].includes(error.code)) return undefined;
    throw error;
  });
  if (found?.publish === 'BLOCK') throw new Failure('publish-blocked', version.package);
}
