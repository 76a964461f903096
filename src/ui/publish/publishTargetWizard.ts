import * as vscode from 'vscode';
import type { CodeArtifact } from '../../core/codeArtifact';
import { repositoryOf, type Package, type PackageVersion } from '../../core/coordinates';
import {
  listRepositoryItems,
  type RepositoryQuickPickItem,
} from '../explorer/showRepositoryPicker';
import { connectionOf, nodeId, type RepositoryNode } from '../explorer/node';
import { withProgress } from '../common/progress';
import type { PublishServices } from './publishServices';
import type { SuggestedValues } from './suggestValues';
import { describeNameProblem } from './describeNameProblem';
import { suggestVersion, nextVersion } from './nextVersion';
import {
  showQuickPickStep,
  showInputStep,
  type WizardStep,
  type StepResult,
} from '../common/wizardSteps';
import {
  readExistingVersion,
  listUnavailableVersions,
  describeVersionConflict,
  listExistingVersions,
} from './existingVersions';

/** The options of the questions. */
export interface PublishWizardOptions {
  readonly title: string;
  readonly suggested: SuggestedValues;
  /** Whether an unfinished version can be chosen. */
  readonly resumable: boolean;
}

type StepNavigation = 'next' | 'back' | undefined;

/**
 * Asks for repository, namespace, name and version. It keeps the answers, so that the user can go
 * back to any question.
 */
export class PublishTargetWizard {
  readonly #services: PublishServices;
  readonly #options: PublishWizardOptions;
  readonly #presetRepository: RepositoryNode | undefined;
  readonly #lastUsed: readonly string[];
  #abort = new AbortController();
  /** The index of the next question. */
  #stepIndex = 0;
  #node: RepositoryNode | undefined;
  #namespace: string;
  #name: string;
  #version = '';

  constructor(
    services: PublishServices,
    options: PublishWizardOptions,
    presetRepository: RepositoryNode | undefined,
    lastUsed: readonly string[],
  ) {
    this.#services = services;
    this.#options = options;
    this.#presetRepository = this.#node = presetRepository;
    this.#lastUsed = lastUsed;
    this.#namespace = options.suggested.namespace ?? '';
    this.#name = options.suggested.name ?? '';
  }

  /**
   * Asks from the first question, from the one that failed, or from the last one if all were
   * answered before. Resolves to false if the user cancels. Throws the failure that prevents a
   * question.
   */
  async run(): Promise<boolean> {
    const steps = this.#steps;
    this.#abort = new AbortController();
    this.#stepIndex = Math.min(this.#stepIndex, steps.length - 1);
    try {
      while (this.#stepIndex < steps.length) {
        const navigation = await steps[this.#stepIndex]?.();
        if (navigation === undefined) return false;
        this.#stepIndex = Math.max(
          0,
          navigation === 'next' ? this.#stepIndex + 1 : this.#stepIndex - 1,
        );
      }
      return true;
    } finally {
      this.#abort.abort();
    }
  }

  get #steps(): readonly (() => Promise<StepNavigation>)[] {
    const repositoryStep = () => this.#repositoryStep();
    return [
      ...(this.#presetRepository ? [] : [repositoryStep]),
      () => this.#namespaceStep(),
      () => this.#nameStep(),
      () => this.#versionStep(),
    ];
  }

  /** The selected repository. */
  get node(): RepositoryNode {
    if (!this.#node) throw new Error('The repository is the first question.');
    return this.#node;
  }

  /** The version to publish. */
  get version(): PackageVersion {
    return { ...this.#package, version: this.#version };
  }

  /** The client for the selected repository. */
  api(): Promise<CodeArtifact> {
    return this.#services.connections.api(connectionOf(this.node));
  }

  get #package(): Package {
    const base = { ...repositoryOf(this.node.repository), format: 'generic' } as const;
    return { ...base, namespace: this.#namespace, package: this.#name };
  }

  async #repositoryStep(): Promise<StepNavigation> {
    const choices = listRepositoryItems(this.#services, this.#abort.signal);
    const result = await showQuickPickStep<RepositoryQuickPickItem>(this.#wizardStep(1), {
      items: choices.then(found => sortByLastUsed(found, this.#lastUsed)),
      placeholder: vscode.l10n.t('Choose the repository to publish to'),
      back: false,
    });
    return toNavigation(result, choice => (this.#node = choice.node));
  }

  async #namespaceStep(): Promise<StepNavigation> {
    const result = await showInputStep(this.#wizardStep(2), {
      value: this.#namespace,
      prompt: vscode.l10n.t('Namespace: a team or product, such as org.example'),
      placeholder: 'org.example',
      check: value => describeNameProblem('namespace', value),
      back: !this.#presetRepository,
    });
    return toNavigation(result, value => (this.#namespace = value));
  }

  async #nameStep(): Promise<StepNavigation> {
    const result = await showInputStep(this.#wizardStep(3), {
      value: this.#name,
      prompt: vscode.l10n.t('Package name'),
      placeholder: 'tool',
      check: value => describeNameProblem('package', value),
      back: true,
    });
    return toNavigation(result, value => {
      if (value !== this.#name) this.#version = '';
      this.#name = value;
    });
  }

  async #versionStep(): Promise<StepNavigation> {
    const api = await this.api();
    const title = vscode.l10n.t('Getting the versions of {0}', this.#name);
    const existing = await withProgress(title, signal =>
      listExistingVersions(api, this.#package, signal),
    );
    const { suggested, resumable } = this.#options;
    const unavailable = listUnavailableVersions(existing, resumable);
    // The earlier answer may have been published meanwhile.
    const preferred = this.#version === '' ? suggested.version : this.#version;
    const proposed =
      preferred === undefined
        ? suggestVersion(existing.newest, unavailable)
        : nextVersion(preferred, unavailable);
    const result = await showInputStep(this.#wizardStep(4), {
      value: proposed,
      prompt:
        existing.newest === undefined
          ? vscode.l10n.t('Version: {0} has none yet', this.#name)
          : vscode.l10n.t('Version: the latest one of {0} is {1}', this.#name, existing.newest),
      placeholder: '1.0.0',
      check: value =>
        describeNameProblem('version', value) ??
        describeVersionConflict(existing, value, resumable),
      confirm: async value => {
        // The list may be incomplete, or older than a version that somebody has just published.
        const version = { ...this.#package, version: value };
        const latest = await readExistingVersion(api, version, this.#abort.signal);
        return latest && describeVersionConflict(latest, value, resumable);
      },
      back: true,
    });
    return toNavigation(result, value => (this.#version = value));
  }

  #wizardStep(step: number): WizardStep {
    const { title } = this.#options;
    const skippedSteps = this.#presetRepository ? 1 : 0;
    return {
      title: this.#node ? `${title} → ${this.#node.repository.repository}` : title,
      step: step - skippedSteps,
      totalSteps: 4 - skippedSteps,
    };
  }
}

function toNavigation<T>(result: StepResult<T>, apply: (value: T) => unknown): StepNavigation {
  if (result === undefined || result === 'back') return result;
  apply(result.value);
  return 'next';
}

function sortByLastUsed(choices: readonly RepositoryQuickPickItem[], lastUsed: readonly string[]) {
  const rank = ({ node }: RepositoryQuickPickItem) => {
    const index = lastUsed.indexOf(nodeId(node));
    return index === -1 ? lastUsed.length : index;
  };
  return [...choices].sort((a, b) => rank(a) - rank(b));
}
