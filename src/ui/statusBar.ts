import * as vscode from 'vscode';
import { domainKey, type Domain } from '../model/coordinates';
import { visibleText } from '../model/visibleText';

/** What is known of the tokens in the holders: per domain, the earliest expiry that some holder has. */
export interface TokenState {
  readonly domain: Domain;
  /** Absent when the token's life is not known, or when there is no token yet. */
  readonly expires?: Date;
}

const minute = 60_000;
/** From here on a build could outlive its token. */
const soonMilliseconds = 30 * minute;

/** Shows how long the tokens in settings.xml still live; a click replaces them. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #tick: NodeJS.Timeout;
  #states = new Map<string, TokenState>();

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
    this.#states = new Map(states.map(state => [domainKey(state.domain), state]));
    this.#draw();
  }

  dispose(): void {
    clearInterval(this.#tick);
    this.#item.dispose();
  }

  #draw(): void {
    const states = [...this.#states.values()];
    if (states.length === 0) {
      this.#item.hide();
      return;
    }
    const { icon, text, severity } = glance(states, new Date());
    this.#item.text = `$(${icon}) ${text}`;
    this.#item.accessibilityInformation = { label: `CodeArtifact: ${text}`, role: 'button' };
    this.#item.backgroundColor =
      severity && new vscode.ThemeColor(`statusBarItem.${severity}Background`);
    this.#item.tooltip = [
      ...states.map(state => `${visibleText(state.domain.domain)}: ${lifeText(state, new Date())}`),
      vscode.l10n.t('Click to fetch fresh tokens'),
    ].join('\n');
    this.#item.show();
  }
}

function glance(states: readonly TokenState[], now: Date) {
  const known = states.flatMap(({ expires }) => (expires ? [expires.getTime()] : []));
  if (known.length < states.length && known.length === 0)
    return { icon: 'key', text: vscode.l10n.t('Refresh Token') };
  const left = Math.min(...known) - now.getTime();
  if (left <= 0)
    return { icon: 'warning', text: vscode.l10n.t('Token expired'), severity: 'error' as const };
  const text = vscode.l10n.t('Token {0}', durationText(left));
  return left < soonMilliseconds
    ? { icon: 'warning', text, severity: 'warning' as const }
    : { icon: 'key', text };
}

function lifeText({ expires }: TokenState, now: Date): string {
  if (!expires) return vscode.l10n.t('no token, or one whose life is not known');
  const left = expires.getTime() - now.getTime();
  return left <= 0
    ? vscode.l10n.t('expired at {0}', expires.toLocaleTimeString())
    : vscode.l10n.t('valid until {0} ({1})', expires.toLocaleTimeString(), durationText(left));
}

function durationText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / minute);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return vscode.l10n.t('{0} h {1} min', hours, minutes % 60);
  return minutes > 0 ? vscode.l10n.t('{0} min', minutes) : vscode.l10n.t('< 1 min');
}
