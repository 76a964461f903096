import type { CodeArtifact } from '../../model/codeArtifact';
import { packageOf, type PackageVersion } from '../../model/coordinates';
import { Failure, isFailure } from '../../model/failure';
import { nodeId, type RepositoryNode } from '../explorer/node';
import type { Services } from '../services';
import { runSteps } from './steps';
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

/**
 * Asks for repository (unless `given`), namespace, name and version, with a way back at every step.
 * Undefined when the person leaves. Throws `publish-blocked` where
 * nobody may publish it. Keeps repository and namespace, to
 * propose them first.
 */
export async function askTarget(
  services: Services,
  asked: Asked,
  given: RepositoryNode | undefined,
  signal: AbortSignal,
): Promise<Target | undefined> {
  const { memento } = services;
  const lastUsed = memento.get<readonly string[]>(lastUsedKey, []);
  const namespace = asked.first.namespace ?? memento.get<string>(namespaceKey, '');
  const proposing = { ...asked, first: { ...asked.first, namespace } };
  const flow = new TargetFlow(services, proposing, given, lastUsed, signal);
  if (!(await runSteps(flow.steps))) return undefined;
  const { node, version } = flow;
  const api = await flow.api();
  await checkOrigin(api, version, signal);
  const id = nodeId(node);
  const used = [id, ...lastUsed.filter(it => it !== id)].slice(0, mostRemembered);
  await memento.update(lastUsedKey, used);
  await memento.update(namespaceKey, version.namespace);
  return { node, version, api };
}

/** Told before anything is packed: origin controls may keep versions from being published here. */
async function checkOrigin(
  api: CodeArtifact,
  version: PackageVersion,
  signal: AbortSignal,
): Promise<void> {
  const found = await api.originControls(packageOf(version), signal).catch((error: unknown) => {
    // A new package has none yet, and who may not look is told when publishing.
    if (isFailure(error) && ['not-found', 'access-denied'].includes(error.code)) return undefined;
    throw error;
  });
  if (found?.publish === 'BLOCK') throw new Failure('publish-blocked', version.package);
}
