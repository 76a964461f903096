import { withoutSecrets } from '../shared/withoutSecrets';
import type { Finding, FindingState, Section } from './finding';
import { inEnglish } from './text';

const marks: Record<FindingState, string> = {
  ok: 'OK',
  warning: 'WARNING',
  error: 'ERROR',
  skipped: 'skipped',
};

/** What the report says of where it was made. */
export interface ReportFacts {
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
export function reportMarkdown(sections: readonly Section[], facts: ReportFacts): string {
  const { version, vscode, platform, at } = facts;
  const head = [
    '# CodeArtifact Doctor',
    `CodeArtifact for Java ${version}, VS Code ${vscode}, ${platform}, ${at.toISOString()}`,
    '| | check | about | seen |\n|---|---|---|---|',
  ];
  const rows = sections.flatMap(section =>
    section.findings.map(
      it =>
        `| ${marks[it.state]} | ${inEnglish(section.title)} | ${cell(it.subject)} | ${cell(seen(it, facts))} |`,
    ),
  );
  const times = sections.map(({ check, milliseconds }) => `${check} ${milliseconds} ms`).join(', ');
  const found = sections.flatMap(({ findings }) => findings);
  const count = (wanted: FindingState) => found.filter(({ state }) => state === wanted).length;
  const sums = `Errors: ${count('error')}, warnings: ${count('warning')}`;
  const text = [...head.slice(0, 2), sums, [head[2], ...rows].join('\n'), times];
  return withoutSecrets(`${text.join('\n\n')}\n`, facts.secrets);
}

function seen({ saw, failure }: Finding, { explain }: ReportFacts): string {
  if (!failure) return inEnglish(saw);
  const { requestId, operation } = failure.details;
  const facts = [failure.code, operation, requestId && `request ${requestId}`].filter(Boolean);
  return `${explain(failure)} (${facts.join(', ')})`;
}

function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
