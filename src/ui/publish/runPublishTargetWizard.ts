import * as vscode from 'vscode';
import type { CodeArtifact } from '../../core/codeArtifact';
import { packageOf, type PackageVersion } from '../../core/coordinates';
import { Failure, isFailure } from '../../core/failure';
import { nodeId, type RepositoryNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { PublishServices } from './publishServices';
import { PublishTargetWizard, type PublishWizardOptions } from './publishTargetWizard';

/** Where to publish. */
export interface PublishTarget {
  readonly node: RepositoryNode;
  readonly version: PackageVersion;
  readonly api: CodeArtifact;
}

const lastUsedKey = 'publishedTo';
const namespaceKey = 'publishedNamespace';
const maxRememberedTargets = 10;

/** Creates the questions for a target. With `presetRepository`, the repository is not asked for. */
export function createPublishTargetWizard(
  services: PublishServices,
  options: PublishWizardOptions,
  presetRepository: RepositoryNode | undefined,
): PublishTargetWizard {
  const { memento } = services;
  const namespace = options.suggested.namespace ?? memento.get<string>(namespaceKey, '');
  const optionsWithNamespace = { ...options, suggested: { ...options.suggested, namespace } };
  return new PublishTargetWizard(
    services,
    optionsWithNamespace,
    presetRepository,
    lastUsed(memento),
  );
}

/**
 * Asks the questions of `wizard`. Resolves to undefined if the user cancels. Throws
 * `publish-blocked` if the package does not accept new versions. Remembers the repository and
 * namespace for the next time.
 */
export async function runPublishTargetWizard(
  { memento }: Pick<PublishServices, 'memento'>,
  wizard: PublishTargetWizard,
): Promise<PublishTarget | undefined> {
  if (!(await wizard.run())) return undefined;
  const { node, version } = wizard;
  const api = await wizard.api();
  await checkOriginControls(api, version);
  const id = nodeId(node);
  const recentTargets = [id, ...lastUsed(memento).filter(it => it !== id)].slice(
    0,
    maxRememberedTargets,
  );
  await memento.update(lastUsedKey, recentTargets);
  await memento.update(namespaceKey, version.namespace);
  return { node, version, api };
}

const lastUsed = (memento: PublishServices['memento']) =>
  memento.get<readonly string[]>(lastUsedKey, []);

/** Checks, before anything is packed, whether the origin controls block publishing. */
async function checkOriginControls(api: CodeArtifact, version: PackageVersion): Promise<void> {
  const title = vscode.l10n.t('Checking whether {0} can be published', version.package);
  const controls = await withProgress(title, signal =>
    api.originControls(packageOf(version), signal),
  ).catch((error: unknown) => {
    // A new package has no origin controls. A caller who may not read them gets the failure when
    // publishing.
    if (isFailure(error) && ['not-found', 'access-denied'].includes(error.code)) return undefined;
    throw error;
  });
  if (controls?.publish === 'BLOCK') throw new Failure('publish-blocked', version.package);
}
