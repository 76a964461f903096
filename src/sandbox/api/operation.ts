import { invalid } from '../errors';
import type { OpenBody } from '../http/answer';
import type { Service } from '../service';
import type { Fields, Input } from './field';

/** An action on a resource that the caller must be allowed. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** One call: who, and the body where the operation takes it as a stream. */
export interface Call {
  readonly user: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** An answer whose body is bytes, not JSON. */
export class Download {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: OpenBody;

  constructor(headers: Readonly<Record<string, string>>, body: OpenBody) {
    this.headers = headers;
    this.body = body;
  }
}

/** An operation of the service, ready to be called with what came over the wire. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The body is bytes for the handler, not JSON. */
  readonly streams: boolean;
  prepare(wire: Wire): Prepared;
}

/** A checked request: what it needs to be allowed, and how to run it. */
export interface Prepared {
  permissions(service: Service): readonly Permission[];
  run(service: Service, call: Call): unknown;
}

/** A request's members by where they came. */
export interface Wire {
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Definition<F extends Fields> {
  readonly name: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly fields: F;
  readonly streams?: boolean;
  permissions(input: Input<F>, service: Service): readonly Permission[];
  handle(service: Service, input: Input<F>, call: Call): unknown;
}

/** Makes an operation of a definition, so that handlers see typed, valid input. */
export function operation<F extends Fields>(definition: Definition<F>): Operation {
  return {
    name: definition.name,
    method: definition.method,
    path: definition.path,
    streams: definition.streams ?? false,
    prepare(wire) {
      const input = readInput(definition.fields, wire);
      return {
        permissions: service => definition.permissions(input, service),
        run: (service, call) => definition.handle(service, input, call),
      };
    },
  };
}

/** Reads all fields; throws one ValidationException that names every problem. */
function readInput<F extends Fields>(fields: F, wire: Wire): Input<F> {
  const problems: string[] = [];
  const input = Object.entries(fields).map(([member, field]) => {
    const complain = (constraint: string, value?: unknown) => {
      const shown = value === undefined ? 'Value' : `Value '${show(value)}'`;
      problems.push(`${shown} at '${member}' failed to satisfy constraint: ${constraint}`);
    };
    return [member, field.read(raw(field, wire), complain)];
  });
  if (problems.length > 0)
    throw invalid(
      `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
    );
  return Object.fromEntries(input) as Input<F>;
}

function raw({ from, name }: Fields[string], { query, header, body }: Wire): unknown {
  switch (from) {
    case 'query':
      return query.get(name) ?? undefined;
    case 'header':
      return header(name);
    case 'body':
      return Object.hasOwn(body, name) ? body[name] : undefined;
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
