import { validationError } from '../serviceError';
import type { BodyOpener } from '../http/httpResponse';
import type { Service } from '../service';
import type { Fields, Input } from './field';

/** An action on a resource that the caller must be allowed to perform. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** The caller of an operation, and the body when the operation reads it as a stream. */
export interface OperationCallContext {
  readonly user: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** A result that is sent as bytes instead of JSON. */
export class BinaryResponse {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyOpener;

  constructor(headers: Readonly<Record<string, string>>, body: BodyOpener) {
    this.headers = headers;
    this.body = body;
  }
}

/** An operation of the API. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Whether the handler reads the body as a stream of bytes instead of JSON. */
  readonly streamsBody: boolean;
  /** Parses a request. Throws a ValidationException that names every constraint it violates. */
  prepare(parts: RequestParts): PreparedOperation;
}

/** A valid request. */
export interface PreparedOperation {
  /** What the caller must be allowed to do. */
  permissions(service: Service): readonly Permission[];
  /** Runs the operation and returns its result. Throws `ServiceError`. */
  run(service: Service, call: OperationCallContext): unknown;
}

/** The parts of a request that hold members. */
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

/** Creates an operation whose handler receives typed, valid input. */
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

/** Parses all fields; throws one ValidationException that names every violation. */
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
