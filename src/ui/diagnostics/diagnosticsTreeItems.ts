import * as vscode from 'vscode';
import type { Finding, FindingState, ReportSection } from '../../diagnostics/finding';
import { visibleText } from '../../shared/visibleText';
import { advise } from '../errors/advice';
import { checkTitle, fixTitle, observationText } from './messageTexts';

/** The tree item of a check. It is expanded if there is an error or a warning. */
export function sectionTreeItem({ check, state, milliseconds }: ReportSection): vscode.TreeItem {
  const open = state === 'error' || state === 'warning';
  const item = new vscode.TreeItem(
    checkTitle(check),
    open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  // VS Code remembers by id whether an item is expanded; a new state gets the default again.
  item.id = `${check} ${state}`;
  item.iconPath = icons[state];
  item.contextValue = 'doctor.section';
  item.tooltip = vscode.l10n.t('{0}, checked in {1} ms', stateText(state), milliseconds);
  item.accessibilityInformation = { label: `${checkTitle(check)}: ${stateText(state)}` };
  return item;
}

/** The tree item of a finding: its subject and the observation or the advice for its failure. */
export function findingTreeItem(finding: Finding, id: string): vscode.TreeItem {
  const { subject, state, failure } = finding;
  const observation = visibleText(
    failure ? advise(failure).message : observationText(finding.observation),
    1000,
  );
  const label = visibleText(shortenPath(subject));
  const item = new vscode.TreeItem(label === '' ? observation : label);
  item.id = id;
  if (label !== '') item.description = observation;
  item.iconPath = icons[state];
  item.contextValue = findingFix(finding) ? 'doctor.finding.fixable' : 'doctor.finding';
  item.tooltip = subject === '' ? observation : `${visibleText(subject)}\n\n${observation}`;
  item.accessibilityInformation = { label: `${stateText(state)}: ${label} ${observation}` };
  return item;
}

/** A one-click fix, ready to run. */
export interface FindingFix {
  readonly title: string;
  run(): Thenable<unknown>;
}

/** The fix of a finding, or else the button of the advice for its failure. */
export function findingFix({ fix, failure }: Finding): FindingFix | undefined {
  if (fix?.kind === 'copy')
    return {
      title: fixTitle(fix.title),
      run: async () => {
        await vscode.env.clipboard.writeText(fix.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
      },
    };
  if (fix) return commandFix(fixTitle(fix.title), fix.command, fix.args);
  const { button } = failure ? advise(failure) : {};
  // The doctor is already open.
  return button && button.command !== 'codeartifact.runDoctor'
    ? commandFix(button.title, button.command, button.args)
    : undefined;
}

function commandFix(title: string, id: string, args: readonly unknown[] = []): FindingFix {
  return { title, run: () => vscode.commands.executeCommand(id, ...args) };
}

/** Shortens a long path to its last two parts. */
function shortenPath(subject: string): string {
  const parts = subject.split(/[/\\]/);
  return /^(?:\/|[A-Za-z]:\\)/.test(subject) && parts.length > 4
    ? `…/${parts.slice(-2).join('/')}`
    : subject;
}

const icon = (id: string, color: string) => new vscode.ThemeIcon(id, new vscode.ThemeColor(color));

const icons: Record<FindingState, vscode.ThemeIcon> = {
  ok: icon('pass', 'testing.iconPassed'),
  warning: icon('warning', 'list.warningForeground'),
  error: icon('error', 'list.errorForeground'),
  skipped: icon('circle-slash', 'disabledForeground'),
};

function stateText(state: FindingState): string {
  const texts: Record<FindingState, string> = {
    ok: vscode.l10n.t('fine'),
    warning: vscode.l10n.t('warning'),
    error: vscode.l10n.t('error'),
    skipped: vscode.l10n.t('skipped'),
  };
  return texts[state];
}
