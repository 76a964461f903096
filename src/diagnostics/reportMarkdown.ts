import { redactSecrets } from '../shared/redactSecrets';
import type { Finding, FindingState, ReportSection } from './finding';
import { formatEnglish } from './localizableText';

const stateLabels: Record<FindingState, string> = {
  ok: 'OK',
  warning: 'WARNING',
  error: 'ERROR',
  skipped: 'skipped',
};

/** What the report says of where it was made. */
export interface ReportInfo {
  readonly version: string;
  readonly vscode: string;
  readonly platform: string;
  readonly at: Date;
  /** What a failure means, in a sentence. */
  readonly explain: (failure: NonNullable<Finding['failure']>) => string;
  /** Secrets that were met; each is hidden wherever it stands. */
  readonly secrets: readonly string[];
}

/** The findings as Markdown, to paste into a ticket. Without secrets. English. */
export function reportMarkdown(sections: readonly ReportSection[], facts: ReportInfo): string {
  const { version, vscode, platform, at } = facts;
  const head = [
    '# CodeArtifact Doctor',
    `CodeArtifact for Java ${version}, VS Code ${vscode}, ${platform}, ${at.toISOString()}`,
    '| | check | about | seen |\n|---|---|---|---|',
  ];
  const rows = sections.flatMap(section =>
    section.findings.map(
      it =>
        `| ${stateLabels[it.state]} | ${formatEnglish(section.title)} | ${escapeCell(it.subject)} | ${escapeCell(formatObservation(it, facts))} |`,
    ),
  );
  const times = sections.map(({ check, milliseconds }) => `${check} ${milliseconds} ms`).join(', ');
  const allFindings = sections.flatMap(({ findings }) => findings);
  const count = (countedState: FindingState) =>
    allFindings.filter(({ state }) => state === countedState).length;
  const summary = `Errors: ${count('error')}, warnings: ${count('warning')}`;
  const text = [...head.slice(0, 2), summary, [head[2], ...rows].join('\n'), times];
  return redactSecrets(`${text.join('\n\n')}\n`, facts.secrets);
}

function formatObservation({ observation, failure }: Finding, { explain }: ReportInfo): string {
  if (!failure) return formatEnglish(observation);
  const { requestId, operation } = failure.details;
  const facts = [failure.code, operation, requestId && `request ${requestId}`].filter(Boolean);
  return `${explain(failure)} (${facts.join(', ')})`;
}

function escapeCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
