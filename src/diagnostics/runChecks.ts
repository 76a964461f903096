import { isCancelled, isFailure } from '../core/failure';
import type { Finding, FindingState, ReportSection } from './finding';
import type { DiagnosticContext } from './diagnosticContext';
import { localizableText, type LocalizableText } from './localizableText';

/** One thing to look at. */
export interface Check {
  /** Stable, for tests and tickets. */
  readonly id: string;
  readonly title: LocalizableText;
  /** How long it may take, when not the usual time. */
  readonly timeoutMs?: number;
  run(context: DiagnosticContext, signal: AbortSignal): Promise<readonly Finding[]>;
}

/** How long a check may take. */
const defaultTimeoutMs = 4_500;

/**
 * Runs all checks at once, each within its own time, and tells each section as it comes. Never
 * rejects but when `signal` aborts: a check that fails or takes too long says so in its section.
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
    // A signal of its own: Node warns of a leak when one signal has more than ten listeners.
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

function createSection(
  { id, title }: Check,
  findings: readonly Finding[],
  start: number,
): ReportSection {
  const milliseconds = Math.round(performance.now() - start);
  return { check: id, title, state: worstState(findings), findings, milliseconds };
}

function worstState(findings: readonly Finding[]): FindingState {
  const order: readonly FindingState[] = ['error', 'warning', 'ok', 'skipped'];
  return order.find(state => findings.some(it => it.state === state)) ?? 'skipped';
}

function timeoutFinding(timeoutMs: number): Finding {
  return {
    subject: '',
    state: 'warning',
    observation: localizableText('no result within {0} s', timeoutMs / 1000),
  };
}

function errorFinding(error: unknown, timeoutMs: number): Finding {
  if (isCancelled(error)) return timeoutFinding(timeoutMs);
  if (isFailure(error))
    return {
      subject: error.subject,
      state: 'error',
      failure: error,
      observation: localizableText('could not be looked at'),
    };
  const kind = error instanceof Error ? error.name : 'error';
  return {
    subject: '',
    state: 'skipped',
    observation: localizableText('could not be looked at ({0})', kind),
  };
}
