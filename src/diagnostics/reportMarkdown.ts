import { redactSecrets } from '../shared/redactSecrets';
import type { Finding, FindingState, ReportSection } from './finding';
import type { CheckId, Observation } from './messages';

const stateLabels: Record<FindingState, string> = {
  ok: 'OK',
  warning: 'WARNING',
  error: 'ERROR',
  skipped: 'skipped',
};

/** The environment of a report, and the texts of its findings. */
export interface ReportInfo {
  readonly version: string;
  readonly vscode: string;
  readonly platform: string;
  readonly at: Date;
  readonly checkTitle: (check: CheckId) => string;
  readonly observationText: (observation: Observation) => string;
  readonly failureText: (failure: NonNullable<Finding['failure']>) => string;
  /** The secrets that the checks read. The report does not contain them. */
  readonly secrets: readonly string[];
}

/** The findings as Markdown without secrets, for example for a support ticket. */
export function reportMarkdown(sections: readonly ReportSection[], facts: ReportInfo): string {
  const { version, vscode, platform, at } = facts;
  const head = [
    '# CodeArtifact Doctor',
    `CodeArtifact for Java ${version}, VS Code ${vscode}, ${platform}, ${at.toISOString()}`,
    '| | check | subject | finding |\n|---|---|---|---|',
  ];
  const rows = sections.flatMap(section =>
    section.findings.map(
      finding =>
        `| ${stateLabels[finding.state]} | ${facts.checkTitle(section.check)} | ${escapeCell(finding.subject)} | ${escapeCell(formatFinding(finding, facts))} |`,
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

function formatFinding(
  { observation, failure }: Finding,
  { observationText, failureText }: ReportInfo,
): string {
  if (!failure) return observationText(observation);
  const { requestId, operation } = failure.details;
  const facts = [failure.code, operation, requestId && `request ${requestId}`].filter(Boolean);
  return `${failureText(failure)} (${facts.join(', ')})`;
}

function escapeCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
