import { validationError } from '../serviceError';
import type { BodyOpener } from '../http/httpResponse';
import type { Service } from '../service';
import type { Fields, Input } from './field';

/** An action on a resource that the caller must be allowed. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** One call: who, and the body where the operation takes it as a stream. */
export interface OperationCallContext {
  readonly user: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** An answer whose body is bytes, not JSON. */
export class BinaryResponse {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyOpener;

  constructor(headers: Readonly<Record<string, string>>, body: BodyOpener) {
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
  readonly streamsBody: boolean;
  prepare(parts: RequestParts): PreparedOperation;
}

/** A checked request: what it needs to be allowed, and how to run it. */
export interface PreparedOperation {
  permissions(service: Service): readonly Permission[];
  run(service: Service, call: OperationCallContext): unknown;
}

/** A request's members by where they came. */
export interface RequestParts {
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

interface OperationDefinition<F extends Fields> {
  readonly name: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly fields: F;
  readonly streamsBody?: boolean;
  permissions(input: Input<F>, service: Service): readonly Permission[];
  handle(service: Service, input: Input<F>, call: OperationCallContext): unknown;
}

/** Makes an operation of a definition, so that handlers see typed, valid input. */
export function defineOperation<F extends Fields>(definition: OperationDefinition<F>): Operation {
  return {
    name: definition.name,
    method: definition.method,
    path: definition.path,
    streamsBody: definition.streamsBody ?? false,
    prepare(parts) {
      const input = readInput(definition.fields, parts);
      return {
        permissions: service => definition.permissions(input, service),
        run: (service, call) => definition.handle(service, input, call),
      };
    },
  };
}

/** Reads all fields; throws one ValidationException that names every problem. */
function readInput<F extends Fields>(fields: F, parts: RequestParts): Input<F> {
  const problems: string[] = [];
  const input = Object.entries(fields).map(([member, field]) => {
    const reportViolation = (constraint: string, value?: unknown) => {
      const valueText = value === undefined ? 'Value' : `Value '${formatValue(value)}'`;
      problems.push(`${valueText} at '${member}' failed to satisfy constraint: ${constraint}`);
    };
    return [member, field.parse(rawValue(field, parts), reportViolation)];
  });
  if (problems.length > 0)
    throw validationError(
      `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
    );
  return Object.fromEntries(input) as Input<F>;
}

function rawValue(
  { location, name }: Fields[string],
  { query, header, body }: RequestParts,
): unknown {
  switch (location) {
    case 'query':
      return query.get(name) ?? undefined;
    case 'header':
      return header(name);
    case 'body':
      return Object.hasOwn(body, name) ? body[name] : undefined;
  }
}

function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
