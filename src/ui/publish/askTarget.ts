import type { CodeArtifact } from '../../model/codeArtifact';
import type { PackageVersion } from '../../model/coordinates';
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
const mostRemembered = 10;

/**
 * Asks for repository (unless `given`), namespace, name and version, with a way back at every step.
 * Undefined when the person leaves. Keeps which repository it was, to offer it first.
 */
export async function askTarget(
  services: Services,
  asked: Asked,
  given: RepositoryNode | undefined,
  signal: AbortSignal,
): Promise<Target | undefined> {
  const { memento } = services;
  const lastUsed = memento.get<readonly string[]>(lastUsedKey, []);
  const flow = new TargetFlow(services, asked, given, lastUsed, signal);
  if (!(await runSteps(flow.steps))) return undefined;
  const { node, version } = flow;
  const id = nodeId(node);
  const used = [id, ...lastUsed.filter(it => it !== id)].slice(0, mostRemembered);
  await memento.update(lastUsedKey, used);
  return { node, version, api: await flow.api() };
}
