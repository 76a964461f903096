import * as vscode from 'vscode';
import type { Finding, FindingState, Section } from '../../diagnostics/finding';

/** From what is not worth a look to what is most. */
const bad: readonly FindingState[] = ['ok', 'warning', 'error'];

/** A row of the doctor's view. */
export type DoctorNode =
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly id: string };

/** The doctor's findings as a tree: hidden until there are any, filled while they come. */
export class DoctorView implements vscode.TreeDataProvider<DoctorNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view = vscode.window.createTreeView('codeartifact.doctor', { treeDataProvider: this });
  /** Secrets that were met; nothing that is copied holds one of them. */
  readonly secrets = new Set<string>();
  #order: readonly string[] = [];
  #sections: readonly Section[] = [];

  /** The findings that are shown, in their order. */
  get sections(): readonly Section[] {
    return this.#sections;
  }

  /** Empties the view and opens it; sections come in the order of `checks`. */
  async begin(checks: readonly { readonly id: string }[]): Promise<void> {
    this.#order = checks.map(({ id }) => id);
    this.#sections = [];
    this.#changed.fire(undefined);
    await vscode.commands.executeCommand('setContext', 'codeartifact.doctorHasRun', true);
    await vscode.commands.executeCommand('codeartifact.doctor.focus');
  }

  /** Shows one more section: what is wrong comes first, the rest in the order of the checks. */
  add(section: Section): void {
    const ill = ({ state }: Section) => Math.max(0, bad.indexOf(state));
    const at = (it: Section) => this.#order.indexOf(it.check);
    this.#sections = [...this.#sections, section].sort((a, b) => ill(b) - ill(a) || at(a) - at(b));
    this.#changed.fire(undefined);
  }

  /** What is said above the tree. */
  say(message: string): void {
    this.#view.message = message;
  }

  getChildren(parent?: DoctorNode): DoctorNode[] {
    if (!parent) return this.#sections.map(section => ({ kind: 'section', section }));
    if (parent.kind === 'finding') return [];
    const { check, findings } = parent.section;
    return findings.map((finding, at) => ({ kind: 'finding', finding, id: `${check}/${at}` }));
  }

  async getTreeItem(node: DoctorNode): Promise<vscode.TreeItem> {
    const { findingItem, sectionItem } = await import('../look/chunk');
    return node.kind === 'section' ? sectionItem(node.section) : findingItem(node.finding, node.id);
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}
