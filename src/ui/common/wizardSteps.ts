import * as vscode from 'vscode';

/** What a step ends in: a value, one step back, or undefined when the whole was left. */
export type StepResult<T> = { readonly value: T } | 'back' | undefined;

/** Where in the flow a step stands; what comes after all questions is not counted. */
export interface WizardStep {
  readonly title: string;
  /** From 1. */
  readonly step?: number;
  readonly totalSteps?: number;
}

/** Asks for a text, checked while it is typed. `check` says what is wrong, or undefined. */
export async function showInputStep(
  step: WizardStep,
  options: {
    readonly value: string;
    readonly prompt: string;
    readonly placeholder: string;
    readonly check: (value: string) => string | undefined;
    /** A last look that may take a moment, when the value is accepted. */
    readonly confirm?: (value: string) => Promise<string | undefined>;
    readonly back: boolean;
  },
): Promise<StepResult<string>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, step);
  box.ignoreFocusOut = true;
  box.value = options.value;
  box.prompt = options.prompt;
  box.placeholder = options.placeholder;
  if (options.back) box.buttons = [vscode.QuickInputButtons.Back];
  const check = () => (box.validationMessage = options.check(box.value) ?? '');
  // An empty box is no mistake before it is accepted: it shows what is asked.
  const validateUnlessEmpty = () => (box.value === '' ? (box.validationMessage = '') : check());
  validateUnlessEmpty();
  try {
    return await new Promise<StepResult<string>>((resolve, reject) => {
      box.onDidChangeValue(validateUnlessEmpty);
      box.onDidTriggerButton(() => resolve('back'));
      box.onDidHide(() => resolve(undefined));
      const accept = async (): Promise<void> => {
        const { value } = box;
        if (check() !== '') return;
        box.busy = true;
        const validationError = await options.confirm?.(value);
        box.busy = false;
        if (box.value !== value) return;
        if (validationError === undefined) resolve({ value });
        else box.validationMessage = validationError;
      };
      box.onDidAccept(() => void accept().catch(reject));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** Asks to choose one of `items`, which may still be on their way. */
export async function showQuickPickStep<T extends vscode.QuickPickItem>(
  step: WizardStep,
  options: {
    readonly items: Promise<readonly T[]>;
    readonly placeholder: string;
    readonly back: boolean;
  },
): Promise<StepResult<T>> {
  const pick = vscode.window.createQuickPick<T>();
  Object.assign(pick, step);
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.placeholder = options.placeholder;
  pick.busy = true;
  if (options.back) pick.buttons = [vscode.QuickInputButtons.Back];
  try {
    return await new Promise<StepResult<T>>((resolve, reject) => {
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidHide(() => resolve(undefined));
      pick.onDidAccept(() => {
        const [value] = pick.selectedItems;
        if (value) resolve({ value });
      });
      pick.show();
      options.items.then(items => {
        pick.items = items;
        pick.busy = false;
      }, reject);
    });
  } finally {
    pick.dispose();
  }
}
