import { platform, release } from 'node:os';
import * as vscode from 'vscode';
import { isCancelled } from '../../core/failure';
import type { DoctorNode } from './doctorView';
import { patientOf } from './patientOf';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';

/** Looks at everything between the user and a build, and shows what there is, as it comes. */
export async function runDoctor(services: Services): Promise<void> {
  const { doctor } = services;
  const { checks, examine } = await import('../../diagnostics/chunk');
  const commands = new Set(await vscode.commands.getCommands(true));
  await doctor.begin(checks);
  doctor.secrets.clear();
  doctor.say(vscode.l10n.t('Looking at {0} things…', checks.length));
  try {
    await withProgress(vscode.l10n.t('The doctor looks around'), async signal => {
      const met = (secret: string) => doctor.secrets.add(secret);
      const patient = patientOf(services, commands, met, signal);
      await examine(checks, patient, section => doctor.add(section), signal);
    });
    doctor.say(summary(doctor.sections.flatMap(({ findings }) => findings)));
  } catch (error) {
    if (!isCancelled(error)) throw error;
    doctor.say(vscode.l10n.t('Stopped before everything was looked at.'));
  }
}

function summary(findings: readonly { readonly state: string }[]): string {
  const count = (state: string) => findings.filter(it => it.state === state).length;
  const [errors, warnings] = [count('error'), count('warning')];
  return errors + warnings === 0
    ? vscode.l10n.t('All is well.')
    : vscode.l10n.t('Errors: {0}, warnings: {1}', errors, warnings);
}

/** Opens what the doctor has found as Markdown, to paste into a ticket, and copies it. */
export async function copyDoctorReport({ doctor, version, policies }: Services): Promise<void> {
  const isEmpty = () => doctor.sections.length === 0;
  if (isEmpty()) await vscode.commands.executeCommand('codeartifact.runDoctor');
  if (isEmpty()) return;
  const { reportMarkdown } = await import('../../diagnostics/chunk');
  const { advise } = await import('../look/chunk');
  const report = reportMarkdown(doctor.sections, {
    version,
    vscode: vscode.version,
    platform: `${platform()} ${release()}`,
    at: new Date(),
    explain: failure => advise(failure).message,
    secrets: [...doctor.secrets],
  });
  await vscode.env.clipboard.writeText(report);
  await policies.openText('codeartifact-doctor.md', report);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
}

/** Does what one click can do about a finding. */
export async function fixFinding(_: Services, node: unknown): Promise<void> {
  if (!isFinding(node)) return;
  const { fixOf } = await import('../look/chunk');
  await fixOf(node.finding)?.run();
}

function isFinding(value: unknown): value is Extract<DoctorNode, { kind: 'finding' }> {
  return typeof value === 'object' && value !== null && 'finding' in value;
}
