import * as vscode from 'vscode';
import { showError } from '../errors/showError';

/** A command of a feature. */
export interface Command<Services> {
  /** Runs with the arguments that VS Code passes: the node or file, then the selection. */
  readonly run: (services: Services, ...args: readonly unknown[]) => unknown;
  /** A second call while the command runs joins the first one. */
  readonly singleFlight?: true;
}

/** The commands of a feature, by the id that package.json gives them. */
export type Commands<Services> = Readonly<Record<`codeartifact.${string}`, Command<Services>>>;

/** Runs commands by id and shows what goes wrong. */
export class CommandRunner {
  readonly #log: vscode.LogOutputChannel;
  readonly #commands: ReadonlyMap<string, (args: readonly unknown[]) => unknown>;
  readonly #singleFlight: ReadonlySet<string>;
  readonly #running = new Map<string, Promise<void>>();

  constructor(log: vscode.LogOutputChannel, commands: readonly BoundCommand[]) {
    this.#log = log;
    this.#commands = new Map(commands.map(({ id, run }) => [id, run]));
    this.#singleFlight = new Set(commands.filter(it => it.singleFlight).map(({ id }) => id));
  }

  /**
   * Runs the command `id` with `args`; `title` names it in messages. Resolves when the command has
   * ended, and never rejects: a command that fails shows an error message.
   */
  async run(id: string, title: string, args: readonly unknown[]): Promise<void> {
    const running = this.#singleFlight.has(id) ? this.#running.get(id) : undefined;
    if (running) {
      await running;
      return;
    }
    const run = this.#runOnce(id, title, args);
    this.#running.set(id, run);
    await run;
    this.#running.delete(id);
  }

  /** Does not wait for the message: the command, and its caller, would hang until it is closed. */
  async #runOnce(id: string, title: string, args: readonly unknown[]): Promise<void> {
    try {
      const command = this.#commands.get(id);
      if (!command) throw new Error(`There is no command ${id}.`);
      await command(args);
    } catch (error) {
      void showError(this.#log, title, error, () => vscode.commands.executeCommand(id, ...args));
    }
  }
}

/** A command together with the services that it works with. */
export interface BoundCommand {
  readonly id: string;
  readonly run: (args: readonly unknown[]) => unknown;
  readonly singleFlight: boolean;
}

/** Gives the commands of a feature the services that they work with. */
export function bindCommands<Services>(
  commands: Commands<Services>,
  services: Services,
): readonly BoundCommand[] {
  return Object.entries(commands).map(([id, { run, singleFlight }]) => ({
    id,
    run: args => run(services, ...args),
    singleFlight: singleFlight === true,
  }));
}
