import { isJsonObject } from '../../shared/json';
/** A member of a request: where it is, and how it becomes a value. */
export interface Field<T> {
  readonly location: 'query' | 'body' | 'header';
  /** Its name on the wire. */
  readonly name: string;
  /**
   * The value of what came (`undefined` when nothing did). Calls `complain` with the constraint that
   * is not met, as the service words it; the value is then never used.
   */
  parse(value: unknown, reportViolation: ReportViolation): T;
}

export type ReportViolation = (constraint: string, value?: unknown) => void;

/** The fields of an operation, by the members' names in the API model. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a handler gets: a value for each field. */
export type Input<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** What text must look like; `pattern` is shown as the API model writes it. */
export interface TextRule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

type FieldLocation = Field<unknown>['location'];

/** The same field, which may be missing. */
export function optionalField<T>(field: Field<T>): Field<T | undefined> {
  return {
    ...field,
    parse: (value, reportViolation) =>
      value === undefined || value === null ? undefined : field.parse(value, reportViolation),
  };
}

export function stringField(
  location: FieldLocation,
  name: string,
  rule: TextRule = {},
): Field<string> {
  return {
    location,
    name,
    parse: (value, reportViolation) => checkText(value, rule, reportViolation),
  };
}

export function enumField<T extends string>(
  location: FieldLocation,
  name: string,
  values: readonly T[],
): Field<T> {
  return {
    location,
    name,
    parse(value, reportViolation) {
      const found = values.find(it => it === value);
      if (value === undefined || value === null) reportViolation('Member must not be null');
      else if (found === undefined)
        reportViolation(`Member must satisfy enum value set: [${values.join(', ')}]`, value);
      return found as T;
    },
  };
}

/** A whole number between `min` and `max`; text when it comes in the query. */
export function integerField(
  location: FieldLocation,
  name: string,
  min: number,
  max: number,
): Field<number> {
  return {
    location,
    name,
    parse(value, reportViolation) {
      const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? +value : value;
      if (typeof number !== 'number' || !Number.isInteger(number))
        reportViolation('Member must be an integer', value);
      else if (number < min)
        reportViolation(`Member must have value greater than or equal to ${min}`, value);
      else if (number > max)
        reportViolation(`Member must have value less than or equal to ${max}`, value);
      return number as number;
    },
  };
}

export function booleanField(location: FieldLocation, name: string): Field<boolean> {
  return {
    location,
    name,
    parse(value, reportViolation) {
      if (![true, false, 'true', 'false'].includes(value as boolean))
        reportViolation('Member must be a boolean', value);
      return value === true || value === 'true';
    },
  };
}

/** A list of texts in the body. */
export function stringListField(
  name: string,
  rule: TextRule,
  max: number,
): Field<readonly string[]> {
  return listField(name, max, (item, reportViolation) => checkText(item, rule, reportViolation));
}

/** A list in the body whose items `read` understands. */
export function listField<T>(
  name: string,
  max: number,
  parseItem: (item: unknown, reportViolation: ReportViolation) => T,
): Field<readonly T[]> {
  return {
    location: 'body',
    name,
    parse(value, reportViolation) {
      if (!Array.isArray(value)) {
        reportViolation('Member must not be null');
        return [];
      }
      if (value.length > max)
        reportViolation(
          `Member must have length less than or equal to ${max}`,
          `[${value.length} items]`,
        );
      return value.map(item => parseItem(item, reportViolation));
    },
  };
}

/** An object in the body that `read` understands. */
export function structureField<T>(
  name: string,
  parseObject: (value: Readonly<Record<string, unknown>>, reportViolation: ReportViolation) => T,
): Field<T> {
  return {
    location: 'body',
    name,
    parse(value, reportViolation) {
      if (!isJsonObject(value) || Array.isArray(value)) reportViolation('Member must not be null');
      return parseObject((value ?? {}) as Readonly<Record<string, unknown>>, reportViolation);
    },
  };
}

/** Checks one text by its rule. */
export function checkText(
  value: unknown,
  rule: TextRule,
  reportViolation: ReportViolation,
): string {
  if (typeof value !== 'string') {
    reportViolation('Member must not be null');
    return '';
  }
  const length = Array.from(value).length;
  if (rule.min !== undefined && length < rule.min)
    reportViolation(`Member must have length greater than or equal to ${rule.min}`, value);
  if (rule.max !== undefined && length > rule.max)
    reportViolation(`Member must have length less than or equal to ${rule.max}`, value);
  if (rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`, 'su').test(value))
    reportViolation(`Member must satisfy regular expression pattern: ${rule.pattern}`, value);
  return value;
}
