import { isCancelled, isFailure } from '../core/failure';
import type { Finding, FindingState, ReportSection } from './finding';
import type { DiagnosticContext } from './diagnosticContext';
import { observe, type CheckId } from './messages';

/** One check of the doctor. */
export interface Check {
  readonly id: CheckId;
  /** The time limit, if it is not the default. */
  readonly timeoutMs?: number;
  run(context: DiagnosticContext, signal: AbortSignal): Promise<readonly Finding[]>;
}

/** The time limit of a check. */
const defaultTimeoutMs = 4_500;

/**
 * Runs all checks at the same time and reports each section when it is complete. A check that fails or
 * exceeds its time limit has a finding that says so. Rejects only when `signal` aborts.
 */
export async function runChecks(
  checks: readonly Check[],
  context: DiagnosticContext,
  onSection: (section: ReportSection) => void,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  const sections = await Promise.all(
    checks.map(async check => {
      const section = await runCheck(check, context, signal);
      signal.throwIfAborted();
      onSection(section);
      return section;
    }),
  );
  return sections;
}

async function runCheck(
  check: Check,
  context: DiagnosticContext,
  signal: AbortSignal,
): Promise<ReportSection> {
  const start = performance.now();
  const timeoutMs = check.timeoutMs ?? defaultTimeoutMs;
  const timeoutController = new AbortController();
  const combinedSignal = AbortSignal.any([signal, timeoutController.signal]);
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<'late'>(resolve => {
    timer = setTimeout(() => {
      timeoutController.abort();
      resolve('late');
    }, timeoutMs);
    // Each check has its own signal: Node warns when one signal has more than ten listeners.
    combinedSignal.addEventListener('abort', () => resolve('late'), { once: true });
  });
  try {
    const found = await Promise.race([check.run(context, combinedSignal), timedOut]);
    const findings = found === 'late' ? [timeoutFinding(timeoutMs)] : found;
    return createSection(check, findings, start);
  } catch (error) {
    return createSection(check, [errorFinding(error, timeoutMs)], start);
  } finally {
    clearTimeout(timer);
    timeoutController.abort();
  }
}

function createSection({ id }: Check, findings: readonly Finding[], start: number): ReportSection {
  const milliseconds = Math.round(performance.now() - start);
  return { check: id, state: worstState(findings), findings, milliseconds };
}

function worstState(findings: readonly Finding[]): FindingState {
  const order: readonly FindingState[] = ['error', 'warning', 'ok', 'skipped'];
  return order.find(state => findings.some(finding => finding.state === state)) ?? 'skipped';
}

function timeoutFinding(timeoutMs: number): Finding {
  return {
    subject: '',
    state: 'warning',
    observation: observe('no-result', timeoutMs / 1000),
  };
}

function errorFinding(error: unknown, timeoutMs: number): Finding {
  if (isCancelled(error)) return timeoutFinding(timeoutMs);
  if (isFailure(error))
    return {
      subject: error.subject,
      state: 'error',
      failure: error,
      observation: observe('failed', error.code),
    };
  const kind = error instanceof Error ? error.name : 'error';
  return {
    subject: '',
    state: 'skipped',
    observation: observe('check-failed', kind),
  };
}
