import { isFailure } from '../../core/failure';
import type { RepositoryNode } from '../explorer/node';
import { showError } from '../errors/showError';
import type { PublishServices } from './publishServices';
import {
  runPublishTargetWizard,
  createPublishTargetWizard,
  type PublishTarget,
} from './runPublishTargetWizard';
import type { PublishWizardOptions, PublishTargetWizard } from './publishTargetWizard';

/** Publishes to the target. `back` asks the last question again. */
export type PublishAction = (target: PublishTarget) => Promise<'back' | undefined>;

/**
 * Asks where to publish, and publishes. A failure is shown with a button that keeps the answers: it
 * repeats the question that failed, asks for another version if this one exists, or publishes
 * again.
 */
export async function runPublishWizard(
  services: PublishServices,
  options: PublishWizardOptions,
  presetRepository: RepositoryNode | undefined,
  publishTo: PublishAction,
): Promise<void> {
  await attempt(
    services,
    options.title,
    createPublishTargetWizard(services, options, presetRepository),
    publishTo,
  );
}

async function attempt(
  services: PublishServices,
  title: string,
  wizard: PublishTargetWizard,
  publishTo: PublishAction,
  previousTarget?: PublishTarget,
): Promise<void> {
  let target = previousTarget;
  try {
    // The earlier client may be closed, for example because the sandbox was restarted.
    if (target) target = { ...target, api: await wizard.api() };
    for (;;) {
      target ??= await runPublishTargetWizard(services, wizard);
      if (!target || (await publishTo(target)) !== 'back') return;
      target = undefined;
    }
  } catch (error) {
    // A published version cannot be changed, even if the service has other bytes.
    const isVersionTaken =
      isFailure(error) && ['version-exists', 'hash-mismatch'].includes(error.code);
    const retryTarget = isVersionTaken ? undefined : target;
    void showError(services.log, title, error, () =>
      attempt(services, title, wizard, publishTo, retryTarget),
    );
  }
}
