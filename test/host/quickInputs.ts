import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Something that is asked at the top of the window. */
class Question {
  #changes = 0;
  #seen = 0;
  #isClosed = false;
  /** The label of what would be accepted. */
  #active = '';
  /** The labels of all that could be accepted so far. */
  readonly labels = new Set<string>();
  #note = (): void => undefined;
  /** What it asks. */
  readonly text: string;
  readonly #kind: 'input' | 'many' | 'dialog';

  constructor(text: string, kind: 'input' | 'many' | 'dialog' = 'input') {
    this.text = text;
    this.#kind = kind;
  }

  /** Notes that what can be accepted is there, or is another than before. */
  changed(active = ''): void {
    this.#active = active;
    this.labels.add(active);
    this.#changes++;
    this.#note();
  }

  closed(): void {
    this.#isClosed = true;
    this.#note();
  }

  /** Goes on to the choice with such a label; a key that comes before the list has no effect. */
  async focus(label: RegExp): Promise<void> {
    while (!label.test(this.#active)) await vscode.commands.executeCommand('quickInput.next');
  }

  /** Accepts what is proposed. Resolves when the question has closed. */
  async accept(): Promise<void> {
    while (!this.#isClosed) {
      await this.press();
      // It closes when those who asked have taken the answer.
      await setImmediate();
    }
  }

  /** Presses Enter as soon as there is something to accept that was not there the last time. */
  async press(): Promise<void> {
    // Where several can be chosen, none is active by itself.
    while (this.#kind === 'many' && this.#changes === 0)
      await vscode.commands.executeCommand('quickInput.first');
    // What a dialog shows cannot be seen: it is tried until it closes.
    if (this.#kind !== 'dialog')
      await this.#until(() => this.#isClosed || this.#changes > this.#seen);
    if (this.#isClosed) return;
    this.#seen = this.#changes;
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>(resolve => (this.#note = resolve));
  }
}

type Open = (...given: unknown[]) => Thenable<unknown>;
type Create = () => vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox;

/**
 * Sees the quick picks, input boxes and file dialogs that code of this extension opens, so that a
 * test can wait for one and answer it. VS Code itself does not tell which is open.
 */
export class QuickInputs implements vscode.Disposable {
  readonly #asked: Question[] = [];
  readonly #restore: (() => void)[] = [];
  #note = (): void => undefined;

  constructor() {
    this.#replace('showQuickPick', (real: Open) => (items, options = {}, token) => {
      const { placeHolder, title, canPickMany } = options as vscode.QuickPickOptions;
      const question = new Question(placeHolder ?? title ?? '', canPickMany ? 'many' : 'input');
      const onDidSelectItem = ({ label }: vscode.QuickPickItem): void => question.changed(label);
      return this.#shown(question, real(items, { ...(options as object), onDidSelectItem }, token));
    });
    this.#replace('showInputBox', (real: Open) => (options = {}, token) => {
      const { prompt, title } = options as vscode.InputBoxOptions;
      const question = new Question(prompt ?? title ?? '');
      const shown = this.#shown(question, real(options, token));
      question.changed();
      return shown;
    });
    for (const name of ['showSaveDialog', 'showOpenDialog'] as const)
      this.#replace(name, (real: Open) => options => {
        const { title } = options as vscode.SaveDialogOptions;
        return this.#shown(new Question(title ?? name, 'dialog'), real(options));
      });
    for (const name of ['createQuickPick', 'createInputBox'] as const)
      this.#replace(name, (real: Create) => () => this.#created(real()));
  }

  dispose(): void {
    for (const restore of this.#restore.splice(0)) restore();
  }

  /**
   * Accepts what `work` asks as it is proposed: these questions in this order, and no other. Resolves
   * to what `work` does.
   */
  async accept<T>(work: Promise<T>, ...texts: readonly string[]): Promise<T> {
    const asked: string[] = [];
    for (;;) {
      const question = await this.next(work);
      if (!question) {
        const done = await work;
        assert.deepEqual(asked, texts);
        return done;
      }
      asked.push(question.text);
      assert.deepEqual(asked, texts.slice(0, asked.length));
      await question.accept();
    }
  }

  /** The question that opens next, or undefined when `work` ends without one. */
  async next(work: Promise<unknown>): Promise<Question | undefined> {
    const state = { isOver: false };
    const over = (): void => {
      state.isOver = true;
      this.#note();
    };
    work.then(over, over);
    while (this.#asked.length === 0 && !state.isOver)
      await new Promise<void>(resolve => (this.#note = resolve));
    return this.#asked.shift();
  }

  #opened(question: Question): void {
    this.#asked.push(question);
    this.#note();
  }

  #shown<T>(question: Question, end: Thenable<T>): Thenable<T> {
    this.#opened(question);
    const closed = (): void => question.closed();
    end.then(closed, closed);
    return end;
  }

  #created<T extends ReturnType<Create>>(input: T): T {
    const show = input.show.bind(input);
    const dispose = input.dispose.bind(input);
    input.show = () => {
      const prompt = 'prompt' in input ? input.prompt : undefined;
      const question = new Question(prompt ?? input.placeholder ?? input.title ?? '');
      input.onDidHide(() => question.closed());
      input.dispose = () => {
        question.closed();
        dispose();
      };
      if ('onDidChangeActive' in input)
        input.onDidChangeActive(active => {
          if (active[0]) question.changed(active[0].label);
        });
      this.#opened(question);
      show();
      if ('prompt' in input) question.changed();
    };
    return input;
  }

  #replace<F>(name: keyof typeof vscode.window, by: (real: F) => F): void {
    const real = vscode.window[name] as F;
    Reflect.set(vscode.window, name, by(real));
    this.#restore.push(() => Reflect.set(vscode.window, name, real));
  }
}
