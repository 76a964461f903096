import * as vscode from 'vscode';
import type { Finding, FindingState, ReportSection } from '../../diagnostics/finding';
import { findingTreeItem, sectionTreeItem } from './diagnosticsTreeItems';

/** From what is not worth a look to what is most. */
const statesBySeverity: readonly FindingState[] = ['ok', 'warning', 'error'];

/** A row of the doctor's view. */
export type DiagnosticsNode =
  | { readonly kind: 'section'; readonly section: ReportSection }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly id: string };

/** The doctor's findings as a tree: hidden until there are any, filled while they come. */
export class DiagnosticsView
  implements vscode.TreeDataProvider<DiagnosticsNode>, vscode.Disposable
{
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view = vscode.window.createTreeView('codeartifact.doctor', { treeDataProvider: this });
  /** Secrets that were met; nothing that is copied holds one of them. */
  readonly secrets = new Set<string>();
  #order: readonly string[] = [];
  #sections: readonly ReportSection[] = [];

  /** The findings that are shown, in their order. */
  get sections(): readonly ReportSection[] {
    return this.#sections;
  }

  /** Empties the view and opens it; sections come in the order of `checks`. */
  async reset(checks: readonly { readonly id: string }[]): Promise<void> {
    this.#order = checks.map(({ id }) => id);
    this.#sections = [];
    this.#changed.fire(undefined);
    await vscode.commands.executeCommand('setContext', 'codeartifact.doctorHasRun', true);
    await vscode.commands.executeCommand('codeartifact.doctor.focus');
  }

  /** Shows one more section: what is wrong comes first, the rest in the order of the checks. */
  addSection(section: ReportSection): void {
    const severity = ({ state }: ReportSection) => Math.max(0, statesBySeverity.indexOf(state));
    const checkIndex = (it: ReportSection) => this.#order.indexOf(it.check);
    this.#sections = [...this.#sections, section].sort(
      (a, b) => severity(b) - severity(a) || checkIndex(a) - checkIndex(b),
    );
    this.#changed.fire(undefined);
  }

  /** What is said above the tree. */
  setMessage(message: string): void {
    this.#view.message = message;
  }

  getChildren(parent?: DiagnosticsNode): DiagnosticsNode[] {
    if (!parent) return this.#sections.map(section => ({ kind: 'section', section }));
    if (parent.kind === 'finding') return [];
    const { check, findings } = parent.section;
    return findings.map((finding, index) => ({
      kind: 'finding',
      finding,
      id: `${check}/${index}`,
    }));
  }

  getTreeItem(node: DiagnosticsNode): vscode.TreeItem {
    return node.kind === 'section'
      ? sectionTreeItem(node.section)
      : findingTreeItem(node.finding, node.id);
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}
