import type { Failure } from '../core/failure';
import type { CheckId, FixTitle, Observation } from './messages';

/** The result of a check. `skipped` means that there was nothing to check or that it was not possible. */
export type FindingState = 'ok' | 'warning' | 'error' | 'skipped';

/** The one-click fix for a finding: runs a command or copies a text. */
export type Fix =
  | {
      readonly kind: 'command';
      readonly title: FixTitle;
      readonly command: string;
      readonly args?: readonly unknown[];
    }
  | { readonly kind: 'copy'; readonly title: FixTitle; readonly text: string };

/** What a check found out about one subject. */
export interface Finding {
  /** The name of what was checked: a profile, a domain, a file. */
  readonly subject: string;
  readonly state: FindingState;
  readonly observation: Observation;
  /** The failure of AWS or the network; its advice is shown instead of the observation. */
  readonly failure?: Failure;
  readonly fix?: Fix;
}

/** All findings of one check. */
export interface ReportSection {
  readonly check: CheckId;
  /** The worst state of its findings. */
  readonly state: FindingState;
  readonly findings: readonly Finding[];
  /** The duration of the check. */
  readonly milliseconds: number;
}
