import * as vscode from 'vscode';
import type { CodeArtifact } from '../../core/codeArtifact';
import { repositoryOf, type Package, type PackageVersion } from '../../core/coordinates';
import { nodeId, type RepositoryNode } from '../explorer/node';
import { repositoryChoices, type RepositoryChoice } from '../common/pickRepository';
import { withProgress } from '../common/progress';
import type { Services } from '../common/services';
import type { FirstValues } from './firstValues';
import { nameText } from './nameText';
import { firstVersion, nextVersion } from './nextVersion';
import { askPick, askText, type Place, type StepEnd } from '../common/steps';
import { freshlyTaken, takenNames, takenText, takenVersions } from './takenVersions';

/** What the questions are about. */
export interface Asked {
  readonly title: string;
  readonly first: FirstValues;
  /** Whether a version that is still Unfinished may be chosen. */
  readonly resumable: boolean;
}

type Stepped = 'next' | 'back' | undefined;

/**
 * The answers so far, and the questions for them: repository, namespace, name, version. What was
 * answered is kept, so that it can be asked again from any of them.
 */
export class TargetFlow {
  readonly #services: Services;
  readonly #asked: Asked;
  readonly #given: RepositoryNode | undefined;
  readonly #lastUsed: readonly string[];
  #asking = new AbortController();
  /** The question that is next, from 0. */
  #at = 0;
  #node: RepositoryNode | undefined;
  #namespace: string;
  #name: string;
  #version = '';

  constructor(
    services: Services,
    asked: Asked,
    given: RepositoryNode | undefined,
    lastUsed: readonly string[],
  ) {
    this.#services = services;
    this.#asked = asked;
    this.#given = this.#node = given;
    this.#lastUsed = lastUsed;
    this.#namespace = asked.first.namespace ?? '';
    this.#name = asked.first.name ?? '';
  }

  /**
   * Asks from where it stands: at the first question, at the one that failed, or at the last one when
   * all were answered before. False when the person leaves. Throws what keeps a question from being asked.
   */
  async ask(): Promise<boolean> {
    const steps = this.#steps;
    this.#asking = new AbortController();
    this.#at = Math.min(this.#at, steps.length - 1);
    try {
      while (this.#at < steps.length) {
        const end = await steps[this.#at]?.();
        if (end === undefined) return false;
        this.#at = Math.max(0, end === 'next' ? this.#at + 1 : this.#at - 1);
      }
      return true;
    } finally {
      this.#asking.abort();
    }
  }

  get #steps(): readonly (() => Promise<Stepped>)[] {
    const askRepository = () => this.#askRepository();
    return [
      ...(this.#given ? [] : [askRepository]),
      () => this.#askNamespace(),
      () => this.#askName(),
      () => this.#askVersion(),
    ];
  }

  /** The repository of the answers. */
  get node(): RepositoryNode {
    if (!this.#node) throw new Error('The repository is the first question.');
    return this.#node;
  }

  /** The version of the answers. */
  get version(): PackageVersion {
    return { ...this.#package, version: this.#version };
  }

  /** Who is to be asked about it. */
  api(): Promise<CodeArtifact> {
    return this.#services.connections.api(this.node.parent.parent.connection);
  }

  get #package(): Package {
    const of = { ...repositoryOf(this.node.repository), format: 'generic' } as const;
    return { ...of, namespace: this.#namespace, package: this.#name };
  }

  async #askRepository(): Promise<Stepped> {
    const choices = repositoryChoices(this.#services, this.#asking.signal);
    const end = await askPick<RepositoryChoice>(this.#place(1), {
      items: choices.then(found => lastUsedFirst(found, this.#lastUsed)),
      placeholder: vscode.l10n.t('Choose the repository to publish to'),
      back: false,
    });
    return stepped(end, choice => (this.#node = choice.node));
  }

  async #askNamespace(): Promise<Stepped> {
    const end = await askText(this.#place(2), {
      value: this.#namespace,
      prompt: vscode.l10n.t('Namespace: a team or product, such as org.example'),
      placeholder: 'org.example',
      check: value => nameText('namespace', value),
      back: !this.#given,
    });
    return stepped(end, value => (this.#namespace = value));
  }

  async #askName(): Promise<Stepped> {
    const end = await askText(this.#place(3), {
      value: this.#name,
      prompt: vscode.l10n.t('Package name'),
      placeholder: 'tool',
      check: value => nameText('package', value),
      back: true,
    });
    return stepped(end, value => {
      if (value !== this.#name) this.#version = '';
      this.#name = value;
    });
  }

  async #askVersion(): Promise<Stepped> {
    const api = await this.api();
    const title = vscode.l10n.t('Asking for the versions of {0}', this.#name);
    const taken = await withProgress(title, signal => takenVersions(api, this.#package, signal));
    const { first, resumable } = this.#asked;
    const names = takenNames(taken, resumable);
    // What was answered before may be taken by now.
    const wanted = this.#version === '' ? first.version : this.#version;
    const proposed =
      wanted === undefined ? firstVersion(taken.newest, names) : nextVersion(wanted, names);
    const end = await askText(this.#place(4), {
      value: proposed,
      prompt:
        taken.newest === undefined
          ? vscode.l10n.t('Version: the first one of {0}', this.#name)
          : vscode.l10n.t('Version: the last one of {0} is {1}', this.#name, taken.newest),
      placeholder: '1.0.0',
      check: value => nameText('version', value) ?? takenText(taken, value, resumable),
      confirm: async value => {
        // The list may be cut, or older than what somebody else has just published.
        const version = { ...this.#package, version: value };
        const fresh = await freshlyTaken(api, version, this.#asking.signal);
        return fresh && takenText(fresh, value, resumable);
      },
      back: true,
    });
    return stepped(end, value => (this.#version = value));
  }

  #place(step: number): Place {
    const { title } = this.#asked;
    const skipped = this.#given ? 1 : 0;
    return {
      title: this.#node ? `${title} → ${this.#node.repository.repository}` : title,
      step: step - skipped,
      totalSteps: 4 - skipped,
    };
  }
}

function stepped<T>(end: StepEnd<T>, take: (value: T) => unknown): Stepped {
  if (end === undefined || end === 'back') return end;
  take(end.value);
  return 'next';
}

function lastUsedFirst(choices: readonly RepositoryChoice[], last: readonly string[]) {
  const rank = ({ node }: RepositoryChoice) => {
    const at = last.indexOf(nodeId(node));
    return at === -1 ? last.length : at;
  };
  return [...choices].sort((a, b) => rank(a) - rank(b));
}
