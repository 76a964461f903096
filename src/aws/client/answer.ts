import { Failure } from '../../core/failure';

/**
 * The fields of one answer. The SDK passes on whatever came, also `{}` from something that is not
 * CodeArtifact: a field that is not what the API model promises is a `bad-answer`, by name.
 */
export class Answer {
  readonly #operation: string;
  readonly #subject: string;

  constructor(operation: string, subject: string) {
    this.#operation = operation;
    this.#subject = subject;
  }

  /** A text that `pattern` accepts; any text but the empty one without a pattern. */
  text(field: string, value: unknown, pattern?: RegExp): string {
    const good = typeof value === 'string' && value !== '' && (pattern?.test(value) ?? true);
    return good ? value : this.refuse(field, value);
  }

  /** As `text`; undefined and empty are absent. */
  optionalText(field: string, value: unknown, pattern?: RegExp): string | undefined {
    return value === undefined || value === null || value === ''
      ? undefined
      : this.text(field, value, pattern);
  }

  /** One of `known`. */
  oneOf<T extends string>(field: string, value: unknown, known: readonly T[]): T {
    return known.find(it => it === value) ?? this.refuse(field, value);
  }

  /** A list of objects. It must be there: the service sends an empty one when there is nothing. */
  list<T extends object>(field: string, value: readonly T[] | undefined): readonly T[] {
    const isObject = (it: unknown): boolean => typeof it === 'object' && it !== null;
    const good = Array.isArray(value) && (value as readonly unknown[]).every(isObject);
    return good ? (value as readonly T[]) : this.refuse(field, value);
  }

  /** What must be there. */
  present<T>(field: string, value: T | undefined): T {
    return value ?? this.refuse(field, value);
  }

  /** A valid date. */
  date(field: string, value: unknown): Date {
    const good = value instanceof Date && Number.isFinite(value.getTime());
    return good ? value : this.refuse(field, value);
  }

  /** Throws the `bad-answer`. The value is not told: it may be half a secret. */
  refuse(field: string, value: unknown): never {
    const what = value === undefined || value === null ? 'is missing' : 'is not what it should be';
    throw new Failure('bad-answer', this.#subject, {
      operation: this.#operation,
      reason: `${field} ${what} in the answer`,
    });
  }
}
