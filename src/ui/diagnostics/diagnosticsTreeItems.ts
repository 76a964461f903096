import * as vscode from 'vscode';
import type { Finding, FindingState, ReportSection } from '../../diagnostics/finding';
import type { LocalizableText } from '../../diagnostics/localizableText';
import { visibleText } from '../../shared/visibleText';
import { advise } from '../errors/advice';

/** How one check looks: open where something is wrong. */
export function sectionTreeItem({
  check,
  title,
  state,
  milliseconds,
}: ReportSection): vscode.TreeItem {
  const open = state === 'error' || state === 'warning';
  const item = new vscode.TreeItem(
    localizeText(title),
    open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed,
  );
  // Another state is another row: VS Code remembers for each whether it is open.
  item.id = `${check} ${state}`;
  item.iconPath = icons[state];
  item.contextValue = 'doctor.section';
  item.tooltip = vscode.l10n.t('{0}, looked at in {1} ms', stateText(state), milliseconds);
  item.accessibilityInformation = { label: `${localizeText(title)}: ${stateText(state)}` };
  return item;
}

/** How one finding looks: what it is about, and what was seen. */
export function findingTreeItem(finding: Finding, id: string): vscode.TreeItem {
  const { subject, state, failure } = finding;
  const observation = visibleText(
    failure ? advise(failure).message : localizeText(finding.observation),
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

/** A click that does something about a finding. */
export interface FindingFix {
  readonly title: string;
  run(): Thenable<unknown>;
}

/** What one click does about the finding: its own fix, else what ends its failure. */
export function findingFix({ fix, failure }: Finding): FindingFix | undefined {
  if (fix?.kind === 'copy')
    return {
      title: localizeText(fix.title),
      run: async () => {
        await vscode.env.clipboard.writeText(fix.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 3000);
      },
    };
  if (fix) return commandFix(localizeText(fix.title), fix.command, fix.args);
  const { button } = failure ? advise(failure) : {};
  // The doctor has run already.
  return button && button.command !== 'codeartifact.runDoctor'
    ? commandFix(button.title, button.command, button.args)
    : undefined;
}

function commandFix(title: string, id: string, args: readonly unknown[] = []): FindingFix {
  return { title, run: () => vscode.commands.executeCommand(id, ...args) };
}

/** The sentence in the user's language, where there is a translation. */
function localizeText({ sentence, args }: LocalizableText): string {
  return vscode.l10n.t(sentence, ...args);
}

/** The last parts of a long path tell more than its first. */
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
    skipped: vscode.l10n.t('not looked at'),
  };
  return texts[state];
}
