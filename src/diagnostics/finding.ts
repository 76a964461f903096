import type { Failure } from '../core/failure';
import type { LocalizableText } from './localizableText';

/** How something was found to be. `skipped`: it could not be looked at, or there was nothing to. */
export type FindingState = 'ok' | 'warning' | 'error' | 'skipped';

/** What one click does about a finding: run a command, or copy a text. */
export type Fix =
  | {
      readonly kind: 'command';
      readonly title: LocalizableText;
      readonly command: string;
      readonly args?: readonly unknown[];
    }
  | { readonly kind: 'copy'; readonly title: LocalizableText; readonly text: string };

/** What a check has found of one thing. */
export interface Finding {
  /** Of which of the user's things: a profile, a domain, a file. */
  readonly subject: string;
  readonly state: FindingState;
  /** What was looked at, and what there was. */
  readonly observation: LocalizableText;
  /** Why, where AWS or the network said so; whoever shows it has a sentence and a fix for each. */
  readonly failure?: Failure;
  readonly fix?: Fix;
}

/** All findings of one check. */
export interface ReportSection {
  readonly check: string;
  readonly title: LocalizableText;
  /** The worst of its findings; `skipped` where there is nothing better or worse. */
  readonly state: FindingState;
  readonly findings: readonly Finding[];
  /** How long it took. */
  readonly milliseconds: number;
}
