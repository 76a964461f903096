import { Failure } from '../../core/failure';
import { isJsonObject } from '../../shared/json';

/**
 * The fields of one answer. The SDK passes on whatever came, also `{}` from something that is not
 * CodeArtifact: a field that is not what the API model promises is a `bad-answer`, by name.
 */
export class ResponseReader {
  readonly #operation: string;
  readonly #subject: string;

  constructor(operation: string, subject: string) {
    this.#operation = operation;
    this.#subject = subject;
  }

  /** A text that `pattern` accepts; any text but the empty one without a pattern. */
  text(field: string, value: unknown, pattern?: RegExp): string {
    const isValid = typeof value === 'string' && value !== '' && (pattern?.test(value) ?? true);
    return isValid ? value : this.fail(field, value);
  }

  /** As `text`; undefined and empty are absent. */
  optionalText(field: string, value: unknown, pattern?: RegExp): string | undefined {
    return value === undefined || value === null || value === ''
      ? undefined
      : this.text(field, value, pattern);
  }

  /** One of `known`. */
  oneOf<T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
    return allowed.find(it => it === value) ?? this.fail(field, value);
  }

  /** A list of objects. It must be there: the service sends an empty one when there is nothing. */
  list<T extends object>(field: string, value: readonly T[] | undefined): readonly T[] {
    const isValid = Array.isArray(value) && (value as readonly unknown[]).every(isJsonObject);
    return isValid ? (value as readonly T[]) : this.fail(field, value);
  }

  /** What must be there. */
  required<T>(field: string, value: T | undefined): T {
    return value ?? this.fail(field, value);
  }

  /** A valid date. */
  date(field: string, value: unknown): Date {
    const isValid = value instanceof Date && Number.isFinite(value.getTime());
    return isValid ? value : this.fail(field, value);
  }

  /** Throws the `bad-answer`. The value is not told: it may be half a secret. */
  fail(field: string, value: unknown): never {
    const problem =
      value === undefined || value === null ? 'is missing' : 'is not what it should be';
    throw new Failure('bad-answer', this.#subject, {
      operation: this.#operation,
      reason: `${field} ${problem} in the answer`,
    });
  }
}
