import { isJsonObject } from '../../shared/json';
/** Something that goes wrong on purpose. Fields that are missing change nothing. */
export interface Fault {
  /** An operation's name, `maven` for the repositories, `*` for all. */
  readonly on: string;
  /** How often; for ever when missing. */
  readonly times?: number;
  /** Waits before anything else happens. */
  readonly latencyMs?: number;
  /** Cuts the connection instead of answering. */
  readonly drop?: boolean;
  /** Answers with this status, and as this error. */
  readonly status?: number;
  readonly type?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
  /** Answers with these bytes instead: HTML of a proxy, an odd 200. */
  readonly body?: string;
  readonly contentType?: string;
  /** Cuts the connection after so many bytes of the true answer's body. */
  readonly truncateAfterBytes?: number;
  /** Adds to the length that the answer claims. */
  readonly lengthOffset?: number;
  /** Runs the service's clock ahead, or behind when negative, while this fault is set. */
  readonly skewSeconds?: number;
  /** Tokens that are issued while this fault is set live so long, whatever was asked for. */
  readonly tokenSeconds?: number;
}

/** Faults that tests asked for. There are none unless the sandbox was started with `--faults`. */
export class Faults {
  #active: Fault[] = [];

  /** What is set now. */
  get active(): readonly Fault[] {
    return this.#active;
  }

  /** Replaces what is set. */
  replace(faults: readonly Fault[]): void {
    this.#active = [...faults];
  }

  /** How far the clock is off. */
  get skewMs(): number {
    return this.#active.reduce((sum, it) => sum + (it.skewSeconds ?? 0) * 1000, 0);
  }

  /** How long tokens live that are issued now; undefined: as asked for. */
  get tokenSeconds(): number | undefined {
    return this.#active.find(it => it.tokenSeconds !== undefined)?.tokenSeconds;
  }

  /** The fault that strikes a call of `operation` now, counted down. */
  nextFault(operation: string | undefined): Fault | undefined {
    if (operation === undefined) return undefined;
    const at = this.#active.findIndex(
      it =>
        (it.on === operation || it.on === '*') &&
        it.skewSeconds === undefined &&
        it.tokenSeconds === undefined,
    );
    const fault = this.#active[at];
    if (!fault) return undefined;
    if (fault.times !== undefined)
      this.#active = this.#active.flatMap((it, index) =>
        index !== at ? [it] : fault.times === 1 ? [] : [{ ...it, times: (it.times ?? 1) - 1 }],
      );
    return fault;
  }
}

/** Reads a list of faults, or says what is wrong with it. */
export function parseFaults(text: string): readonly Fault[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'The faults are not valid JSON.';
  }
  if (!Array.isArray(value)) return 'The faults must be a list.';
  for (const it of value as unknown[]) {
    if (!isJsonObject(it)) return 'A fault must be an object.';
    for (const [name, memberValue] of Object.entries(it)) {
      const memberType = memberTypes[name as keyof Fault] as string | undefined;
      if (memberType === undefined) return `There is no '${name}' in a fault.`;
      if (typeof memberValue !== memberType) return `'${name}' of a fault must be a ${memberType}.`;
    }
    if (!('on' in it)) return "A fault needs 'on'.";
  }
  return value as Fault[];
}

const memberTypes: Readonly<Record<keyof Fault, 'string' | 'number' | 'boolean'>> = {
  on: 'string',
  times: 'number',
  latencyMs: 'number',
  drop: 'boolean',
  status: 'number',
  type: 'string',
  message: 'string',
  retryAfterSeconds: 'number',
  body: 'string',
  contentType: 'string',
  truncateAfterBytes: 'number',
  lengthOffset: 'number',
  skewSeconds: 'number',
  tokenSeconds: 'number',
};
