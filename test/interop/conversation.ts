import assert from 'node:assert/strict';
import type { AwsCli } from './awsCli';

/** What an answer must look like: objects may hold more, lists and all else must be equal. */
export type Shape =
  | string
  | number
  | boolean
  | null
  | undefined
  | RegExp
  | ((value: unknown) => boolean)
  | readonly Shape[]
  | { readonly [name: string]: Shape };

/** Speaks with the sandbox through the AWS CLI and counts what it checked. */
export class Conversation {
  readonly #cli: AwsCli;
  #checks = 0;

  constructor(cli: AwsCli) {
    this.#cli = cli;
  }

  /** How many answers were checked so far. */
  get checks(): number {
    return this.#checks;
  }

  /** The answer of `aws codeartifact COMMAND`, which must succeed and look like `shape`. */
  async says(command: Command, shape: Shape = {}): Promise<Readonly<Record<string, unknown>>> {
    const { code, stdout, stderr } = await this.#run(command);
    assert.equal(code, 0, `${text(command)}: ${stderr}`);
    const answer = stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
    assertShape(answer, shape, text(command));
    return answer;
  }

  /** `aws codeartifact COMMAND` must fail with the exception `name` and a message like `message`. */
  async fails(command: Command, name: string, message: RegExp = /./): Promise<void> {
    const { code, stderr } = await this.#run(command);
    assert.notEqual(code, 0, `${text(command)} succeeded`);
    assert.match(stderr, new RegExp(`\\(${name}\\)`), `${text(command)}: ${stderr}`);
    assert.match(stderr, message, text(command));
  }

  #run(command: Command) {
    this.#checks++;
    const args = words(command);
    const service = ['sts', 'iam'].includes(args[0] ?? '') ? [] : ['codeartifact'];
    return this.#cli.run([...service, ...args, '--output', 'json']);
  }
}

/** Words of a command; where one holds spaces, a list of them. */
export type Command = string | readonly string[];

function words(command: Command): readonly string[] {
  return typeof command === 'string' ? command.split(/\s+/) : command;
}

function text(command: Command): string {
  return words(command).join(' ');
}

function assertShape(actual: unknown, shape: Shape, at: string): void {
  if (shape instanceof RegExp) {
    assert.equal(typeof actual, 'string', at);
    assert.match(actual as string, shape, at);
  } else if (typeof shape === 'function')
    assert.ok(shape(actual), `${at}: ${JSON.stringify(actual)}`);
  else if (Array.isArray(shape)) {
    const list = actual as readonly unknown[];
    assert.equal(Array.isArray(list) ? list.length : list, shape.length, `${at}: length`);
    for (const [index, it] of (shape as readonly Shape[]).entries())
      assertShape(list[index], it, `${at}[${index}]`);
  } else if (typeof shape === 'object' && shape !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${at}: ${JSON.stringify(actual)}`);
    for (const [name, it] of Object.entries(shape))
      assertShape((actual as Record<string, unknown>)[name], it, `${at}.${name}`);
  } else assert.deepEqual(actual, shape, at);
}
