import { platform, release } from 'node:os';
import * as vscode from 'vscode';
import { isCancelled } from '../../core/failure';
import type { DiagnosticsNode } from './diagnosticsView';
import { createDiagnosticContext } from './createDiagnosticContext';
import { withProgress } from '../common/progress';
import type { DiagnosticsServices } from './diagnosticsServices';
import { allChecks } from '../../diagnostics/allChecks';
import { runChecks } from '../../diagnostics/runChecks';
import { reportMarkdown } from '../../diagnostics/reportMarkdown';
import { advise } from '../errors/advice';
import { findingFix } from './diagnosticsTreeItems';
import { checkTitle, observationText } from './messageTexts';
import { isJsonObject } from '../../shared/json';

/** Runs all checks of the doctor and shows each result when it is available. */
export async function runDoctor(services: DiagnosticsServices): Promise<void> {
  const { diagnosticsView } = services;
  const commands = new Set(await vscode.commands.getCommands(true));
  await diagnosticsView.reset(allChecks);
  diagnosticsView.secrets.clear();
  diagnosticsView.setMessage(vscode.l10n.t('Running {0} checks…', allChecks.length));
  try {
    await withProgress(vscode.l10n.t('Running the doctor'), async signal => {
      const onSecret = (secret: string) => diagnosticsView.secrets.add(secret);
      const context = createDiagnosticContext(services, commands, onSecret, signal);
      await runChecks(allChecks, context, section => diagnosticsView.addSection(section), signal);
    });
    diagnosticsView.setMessage(
      summaryText(diagnosticsView.sections.flatMap(({ findings }) => findings)),
    );
  } catch (error) {
    if (!isCancelled(error)) throw error;
    diagnosticsView.setMessage(vscode.l10n.t('Stopped before all checks were complete.'));
  }
}

function summaryText(findings: readonly { readonly state: string }[]): string {
  const count = (state: string) => findings.filter(it => it.state === state).length;
  const [errors, warnings] = [count('error'), count('warning')];
  return errors + warnings === 0
    ? vscode.l10n.t('No problems found.')
    : vscode.l10n.t('Errors: {0}, warnings: {1}', errors, warnings);
}

/** Opens the doctor's findings as Markdown and copies them, for example for a support ticket. */
export async function copyDoctorReport({
  diagnosticsView,
  version,
  policies,
}: DiagnosticsServices): Promise<void> {
  const isEmpty = () => diagnosticsView.sections.length === 0;
  if (isEmpty()) await vscode.commands.executeCommand('codeartifact.runDoctor');
  if (isEmpty()) return;
  const report = reportMarkdown(diagnosticsView.sections, {
    version,
    vscode: vscode.version,
    platform: `${platform()} ${release()}`,
    at: new Date(),
    checkTitle,
    observationText,
    failureText: failure => advise(failure).message,
    secrets: [...diagnosticsView.secrets],
  });
  await vscode.env.clipboard.writeText(report);
  await policies.openText('codeartifact-doctor.md', report);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

/** Runs the fix of a finding. */
export async function fixFinding(_: DiagnosticsServices, node: unknown): Promise<void> {
  if (!isFindingNode(node)) return;
  await findingFix(node.finding)?.run();
}

function isFindingNode(value: unknown): value is Extract<DiagnosticsNode, { kind: 'finding' }> {
  return isJsonObject(value) && 'finding' in value;
}
