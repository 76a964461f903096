import type { Finding, FindingState } from './finding';

/** The worst of some states; `skipped` where there is nothing better or worse. */
export function worst(findings: readonly Finding[]): FindingState {
  const order: readonly FindingState[] = ['error', 'warning', 'ok', 'skipped'];
  return order.find(state => findings.some(it => it.state === state)) ?? 'skipped';
}
