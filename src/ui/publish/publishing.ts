import { isFailure } from '../../core/failure';
import type { RepositoryNode } from '../explorer/node';
import { report } from '../errors/report';
import type { Services } from '../common/services';
import { askTarget, targetFlow, type Target } from './askTarget';
import type { Asked, TargetFlow } from './targetFlow';

/** Publishes to what was answered; `back` asks the last question again. */
export type PublishTo = (target: Target) => Promise<'back' | undefined>;

/**
 * Asks where to publish, and does it. A failure is told with a way on that asks nothing twice: the
 * question that failed again, another version where that one is taken, or the same with the same answers.
 */
export async function publishing(
  services: Services,
  asked: Asked,
  given: RepositoryNode | undefined,
  publishTo: PublishTo,
): Promise<void> {
  await goOn(services, asked.title, targetFlow(services, asked, given), publishTo);
}

async function goOn(
  services: Services,
  title: string,
  flow: TargetFlow,
  publishTo: PublishTo,
  answered?: Target,
): Promise<void> {
  let target = answered;
  try {
    // What was asked before may have ended: a sandbox was started again.
    if (target) target = { ...target, api: await flow.api() };
    for (;;) {
      target ??= await askTarget(services, flow);
      if (!target || (await publishTo(target)) !== 'back') return;
      target = undefined;
    }
  } catch (error) {
    // What is published stays as it is, even where the service keeps other bytes.
    const isTaken = isFailure(error) && ['version-exists', 'hash-mismatch'].includes(error.code);
    const kept = isTaken ? undefined : target;
    void report(services.log, title, error, () => goOn(services, title, flow, publishTo, kept));
  }
}
