import * as vscode from 'vscode';
import { domainKey, type Domain } from '../model/coordinates';
import type { Failure } from '../model/failure';
import { visibleText } from '../model/visibleText';
import { advise } from './advice';
import { glance } from './holders/glance';
import { holderText, lifeText } from './holders/stateText';
import type { TokenState } from './holders/tokenStates';

const minute = 60_000;

/** Shows how long the tokens in all holders still live; a click replaces them. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #tick: NodeJS.Timeout;
  #states: readonly TokenState[] = [];
  readonly #failures = new Map<string, Failure>();

  constructor() {
    this.#item = vscode.window.createStatusBarItem(
      'codeartifact.token',
      vscode.StatusBarAlignment.Left,
      10,
    );
    this.#item.name = vscode.l10n.t('CodeArtifact Token');
    this.#item.command = 'codeartifact.refreshToken';
    this.#tick = setInterval(() => this.#draw(), minute);
  }

  /** Replaces what is known. Nothing known hides the item. */
  show(states: readonly TokenState[]): void {
    this.#states = states;
    this.#draw();
  }

  /** Shows why the token of `domain` is not renewed, or that all is well again. */
  showFailure(domain: Domain, failure: Failure | undefined): void {
    if (failure) this.#failures.set(domainKey(domain), failure);
    else this.#failures.delete(domainKey(domain));
    this.#draw();
  }

  dispose(): void {
    clearInterval(this.#tick);
    this.#item.dispose();
  }

  #draw(): void {
    if (this.#states.length === 0) {
      this.#item.hide();
      return;
    }
    const failures = this.#states.flatMap(({ domain }) => {
      const failure = this.#failures.get(domainKey(domain));
      return failure ? [failure] : [];
    });
    const { icon, text, severity } = glance(this.#states, failures.length > 0, new Date());
    this.#item.text = `$(${icon}) ${text}`;
    const words = failures.map(failure => advise(failure).message);
    // What colour and icon say, in words.
    const state = severity && { error: vscode.l10n.t('error'), warning: vscode.l10n.t('warning') };
    const label = [`CodeArtifact: ${text}`, ...(state ? [state[severity]] : []), ...words];
    this.#item.accessibilityInformation = { label: label.join('. '), role: 'button' };
    this.#item.backgroundColor =
      severity && new vscode.ThemeColor(`statusBarItem.${severity}Background`);
    this.#item.tooltip = tooltip(this.#states, failures, new Date());
    this.#item.show();
  }
}

/** Domains × holders with their lives, and what can be done; names are escaped, links are ours alone. */
function tooltip(
  states: readonly TokenState[],
  failures: readonly Failure[],
  now: Date,
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: Object.keys(links()) };
  const cell = (text: string) => escaped(visibleText(text));
  markdown.appendMarkdown(
    `| ${vscode.l10n.t('Domain')} | ${vscode.l10n.t('Holder')} | ${vscode.l10n.t('Token')} |\n|---|---|---|\n`,
  );
  for (const [index, state] of states.entries()) {
    const before = states[index - 1];
    const isNew = !before || domainKey(before.domain) !== domainKey(state.domain);
    const domain = isNew ? state.domain.domain : '';
    markdown.appendMarkdown(
      `| ${cell(domain)} | ${cell(holderText(state))} | ${cell(lifeText(state, now))} |\n`,
    );
  }
  for (const failure of failures)
    markdown.appendMarkdown(`\n$(warning) ${escaped(visibleText(advise(failure).message, 500))}\n`);
  markdown.appendMarkdown(
    `\n${Object.entries(links())
      .map(([command, title]) => `[${title}](command:${command})`)
      .join(' · ')}`,
  );
  markdown.supportThemeIcons = true;
  return markdown;
}

const links = (): Record<string, string> => ({
  'codeartifact.refreshToken': vscode.l10n.t('Refresh all'),
  'codeartifact.openSettings': vscode.l10n.t('Open settings.xml'),
  'codeartifact.tokenMenu': vscode.l10n.t('More…'),
});

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>$&~]/g, '\\$&');
}
