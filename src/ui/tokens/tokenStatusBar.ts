import * as vscode from 'vscode';
import { domainKey, type Domain } from '../../core/coordinates';
import type { Failure } from '../../core/failure';
import { visibleText } from '../../shared/visibleText';
import { statusBarSummary } from './statusBarSummary';
import { uniqueDomains } from './findTokenExpiry';
import { describeShortenedLife, formatHolder, formatTokenLife } from './formatTokenState';
import type { TokenState } from './tokenState';
import { advise } from '../errors/advice';

const minute = 60_000;

/** Shows how long the tokens are valid. A click refreshes them. */
export class TokenStatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #renderTimer: NodeJS.Timeout;
  #states: readonly TokenState[] = [];
  readonly #failures = new Map<string, RenewalFailureText>();

  constructor() {
    this.#item = vscode.window.createStatusBarItem(
      'codeartifact.token',
      vscode.StatusBarAlignment.Left,
      10,
    );
    this.#item.name = vscode.l10n.t('CodeArtifact Token');
    this.#item.command = 'codeartifact.refreshToken';
    this.#renderTimer = setInterval(() => this.#render(), minute);
  }

  /** Shows `states`. Hides the item if there are none. */
  update(states: readonly TokenState[]): void {
    this.#states = states;
    this.#render();
  }

  /** Shows why the renewal of `domain` failed, or clears the failure. */
  showFailure(domain: Domain, failure: Failure | undefined): void {
    if (failure) this.#failures.set(domainKey(domain), { message: advise(failure).message });
    else this.#failures.delete(domainKey(domain));
    this.#render();
  }

  dispose(): void {
    clearInterval(this.#renderTimer);
    this.#item.dispose();
  }

  #render(): void {
    if (this.#states.length === 0) {
      this.#item.hide();
      return;
    }
    const failures = uniqueDomains(this.#states).flatMap(domain => {
      const failure = this.#failures.get(domainKey(domain));
      return failure ? [failure.message] : [];
    });
    const { icon, text, severity } = statusBarSummary(
      this.#states,
      failures.length > 0,
      new Date(),
    );
    this.#item.text = `$(${icon}) ${text}`;
    // The meaning of colour and icon for screen readers.
    const state = severity && { error: vscode.l10n.t('error'), warning: vscode.l10n.t('warning') };
    const labelParts = [`CodeArtifact: ${text}`, ...(state ? [state[severity]] : []), ...failures];
    this.#item.accessibilityInformation = {
      label: labelParts.filter(part => part !== '').join('. '),
      role: 'button',
    };
    this.#item.backgroundColor =
      severity && new vscode.ThemeColor(`statusBarItem.${severity}Background`);
    this.#item.tooltip = createTooltip(this.#states, failures, new Date());
    this.#item.show();
  }
}

/** Why a token was not renewed. Empty until the text is loaded. */
interface RenewalFailureText {
  readonly message: string;
}

/**
 * A table of domains and holders with expiry times, and links to commands. Names are escaped,
 * because they are untrusted.
 */
function createTooltip(
  states: readonly TokenState[],
  failures: readonly string[],
  now: Date,
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: Object.keys(commandLinks()) };
  const cell = (text: string) => escapeMarkdown(visibleText(text));
  markdown.appendMarkdown(
    `| ${vscode.l10n.t('Domain')} | ${vscode.l10n.t('Holder')} | ${vscode.l10n.t('Token')} |\n|---|---|---|\n`,
  );
  for (const [index, state] of states.entries()) {
    const before = states[index - 1];
    const isNew = !before || domainKey(before.domain) !== domainKey(state.domain);
    const domain = isNew ? state.domain.domain : '';
    markdown.appendMarkdown(
      `| ${cell(domain)} | ${cell(formatHolder(state))} | ${cell(formatTokenLife(state, now))} |\n`,
    );
  }
  const shortenedTexts = new Map(
    states.flatMap(({ domain, shortenedLife }) =>
      shortenedLife
        ? [[domainKey(domain), describeShortenedLife(domain.domain, shortenedLife)]]
        : [],
    ),
  );
  for (const text of shortenedTexts.values())
    markdown.appendMarkdown(`\n$(info) ${escapeMarkdown(visibleText(text, 500))}\n`);
  for (const failure of failures)
    if (failure)
      markdown.appendMarkdown(`\n$(warning) ${escapeMarkdown(visibleText(failure, 500))}\n`);
  markdown.appendMarkdown(
    `\n${Object.entries(commandLinks())
      .map(([command, title]) => `[${title}](command:${command})`)
      .join(' · ')}`,
  );
  markdown.supportThemeIcons = true;
  return markdown;
}

const commandLinks = (): Record<string, string> => ({
  'codeartifact.refreshToken': vscode.l10n.t('Refresh all'),
  'codeartifact.openSettings': vscode.l10n.t('Open settings.xml'),
  'codeartifact.tokenMenu': vscode.l10n.t('More…'),
});

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>$&~]/g, '\\$&');
}
