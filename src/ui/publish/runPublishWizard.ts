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

/** Publishes to what was answered; `back` asks the last question again. */
export type PublishAction = (target: PublishTarget) => Promise<'back' | undefined>;

/**
 * Asks where to publish, and does it. A failure is told with a way on that asks nothing twice: the
 * question that failed again, another version where that one is taken, or the same with the same answers.
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
    // What was asked before may have ended: a sandbox was started again.
    if (target) target = { ...target, api: await wizard.api() };
    for (;;) {
      target ??= await runPublishTargetWizard(services, wizard);
      if (!target || (await publishTo(target)) !== 'back') return;
      target = undefined;
    }
  } catch (error) {
    // What is published stays as it is, even where the service keeps other bytes.
    const isVersionTaken =
      isFailure(error) && ['version-exists', 'hash-mismatch'].includes(error.code);
    const retryTarget = isVersionTaken ? undefined : target;
    void showError(services.log, title, error, () =>
      attempt(services, title, wizard, publishTo, retryTarget),
    );
  }
}
