import { isJsonObject } from '../../shared/json';
/** A failure that a test injects. A missing field changes nothing. */
export interface Fault {
  /** The name of an operation, `maven` for the Maven endpoint, or `*` for every request. */
  readonly on: string;
  /** How many requests it affects; all of them when missing. */
  readonly times?: number;
  /** Delays the request. */
  readonly latencyMs?: number;
  /** Closes the connection instead of answering. */
  readonly drop?: boolean;
  /** Answers with this status, and with an error of this type. */
  readonly status?: number;
  readonly type?: string;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
  /** Answers with this body, such as the HTML page of a proxy or an unexpected 200. */
  readonly body?: string;
  readonly contentType?: string;
  /** Closes the connection after this many bytes of the real body. */
  readonly truncateAfterBytes?: number;
  /** Is added to the Content-Length of the answer. */
  readonly lengthOffset?: number;
  /** Sets the clock of the sandbox ahead, or back when negative, while this fault is set. */
  readonly skewSeconds?: number;
  /** The lifetime of tokens issued while this fault is set, whatever the request says. */
  readonly tokenSeconds?: number;
}

/** The faults that are set. They can be set only when the sandbox was started with `--faults`. */
export class Faults {
  #active: Fault[] = [];

  /** The faults that are set now. */
  get active(): readonly Fault[] {
    return this.#active;
  }

  /** Sets `faults` in place of those that are set. */
  replace(faults: readonly Fault[]): void {
    this.#active = [...faults];
  }

  /** The offset of the clock. */
  get skewMs(): number {
    return this.#active.reduce((sum, it) => sum + (it.skewSeconds ?? 0) * 1000, 0);
  }

  /** The lifetime of tokens issued now; `undefined` leaves it to the request. */
  get tokenSeconds(): number | undefined {
    return this.#active.find(it => it.tokenSeconds !== undefined)?.tokenSeconds;
  }

  /** The fault that affects a request for `operation` now; counts it down. */
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

/** Parses a list of faults; returns a message when it is not valid. */
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
      if (memberType === undefined) return `A fault has no member '${name}'.`;
      if (typeof memberValue !== memberType) return `'${name}' of a fault must be a ${memberType}.`;
    }
    if (!('on' in it)) return "A fault must have the member 'on'.";
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
