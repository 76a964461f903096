import { isCancelled, isFailure } from '../core/failure';
import type { Finding, FindingState, Section } from './finding';
import type { Patient } from './patient';
import { text, type Text } from './text';

/** One thing to look at. */
export interface Check {
  /** Stable, for tests and tickets. */
  readonly id: string;
  readonly title: Text;
  /** How long it may take, when not the usual time. */
  readonly limitMs?: number;
  run(patient: Patient, signal: AbortSignal): Promise<readonly Finding[]>;
}

/** How long a check may take. */
const usualMs = 4_500;

/**
 * Runs all checks at once, each within its own time, and tells each section as it comes. Never
 * rejects but when `signal` aborts: a check that fails or takes too long says so in its section.
 */
export async function examine(
  checks: readonly Check[],
  patient: Patient,
  tell: (section: Section) => void,
  signal: AbortSignal,
): Promise<readonly Section[]> {
  const sections = await Promise.all(
    checks.map(async check => {
      const section = await runOne(check, patient, signal);
      signal.throwIfAborted();
      tell(section);
      return section;
    }),
  );
  return sections;
}

async function runOne(check: Check, patient: Patient, signal: AbortSignal): Promise<Section> {
  const start = performance.now();
  const limitMs = check.limitMs ?? usualMs;
  const clock = new AbortController();
  const both = AbortSignal.any([signal, clock.signal]);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(() => {
      clock.abort();
      resolve('late');
    }, limitMs);
    // A signal of its own: Node warns of a leak when one signal has more than ten listeners.
    both.addEventListener('abort', () => resolve('late'), { once: true });
  });
  try {
    const found = await Promise.race([check.run(patient, both), late]);
    const findings = found === 'late' ? [tooLate(limitMs)] : found;
    return section(check, findings, start);
  } catch (error) {
    return section(check, [unexpected(error, limitMs)], start);
  } finally {
    clearTimeout(timer);
    clock.abort();
  }
}

function section({ id, title }: Check, findings: readonly Finding[], start: number): Section {
  const milliseconds = Math.round(performance.now() - start);
  return { check: id, title, state: worst(findings), findings, milliseconds };
}

function worst(findings: readonly Finding[]): FindingState {
  const order: readonly FindingState[] = ['error', 'warning', 'ok', 'skipped'];
  return order.find(state => findings.some(it => it.state === state)) ?? 'skipped';
}

function tooLate(limitMs: number): Finding {
  return {
    subject: '',
    state: 'warning',
    saw: text('no result within {0} s', limitMs / 1000),
  };
}

function unexpected(error: unknown, limitMs: number): Finding {
  if (isCancelled(error)) return tooLate(limitMs);
  if (isFailure(error))
    return {
      subject: error.subject,
      state: 'error',
      failure: error,
      saw: text('could not be looked at'),
    };
  const kind = error instanceof Error ? error.name : 'error';
  return { subject: '', state: 'skipped', saw: text('could not be looked at ({0})', kind) };
}
