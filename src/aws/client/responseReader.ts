import { Failure } from '../../core/failure';
import { isJsonObject } from '../../shared/json';

/**
 * Checks the fields of one response. The SDK passes on whatever it received, even `{}` from a server
 * that is not CodeArtifact. A field that differs from the API model throws a `bad-answer` that names it.
 */
export class ResponseReader {
  readonly #operation: string;
  readonly #subject: string;

  constructor(operation: string, subject: string) {
    this.#operation = operation;
    this.#subject = subject;
  }

  /** A non-empty string that matches `pattern`, if one is given. */
  text(field: string, value: unknown, pattern?: RegExp): string {
    const isValid = typeof value === 'string' && value !== '' && (pattern?.test(value) ?? true);
    return isValid ? value : this.fail(field, value);
  }

  /** As `text`, but returns undefined for undefined, null and the empty string. */
  optionalText(field: string, value: unknown, pattern?: RegExp): string | undefined {
    return value === undefined || value === null || value === ''
      ? undefined
      : this.text(field, value, pattern);
  }

  /** One of the `allowed` values. */
  oneOf<T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
    return allowed.find(known => known === value) ?? this.fail(field, value);
  }

  /** A list of objects. It is required: the service sends an empty list if there are none. */
  list<T extends object>(field: string, value: readonly T[] | undefined): readonly T[] {
    const isValid = Array.isArray(value) && (value as readonly unknown[]).every(isJsonObject);
    return isValid ? (value as readonly T[]) : this.fail(field, value);
  }

  /** A field that must not be missing. */
  required<T>(field: string, value: T | undefined): T {
    return value ?? this.fail(field, value);
  }

  /** A valid date. */
  date(field: string, value: unknown): Date {
    const isValid = value instanceof Date && Number.isFinite(value.getTime());
    return isValid ? value : this.fail(field, value);
  }

  /** Throws the `bad-answer`. The message omits the value, which may be part of a secret. */
  fail(field: string, value: unknown): never {
    const problem = value === undefined || value === null ? 'is missing' : 'is not valid';
    throw new Failure('bad-answer', this.#subject, {
      operation: this.#operation,
      reason: `${field} ${problem} in the answer`,
    });
  }
}
