import { isJsonObject } from '../../shared/json';
/** A member of a request: where it is sent and how it is parsed. */
export interface Field<T> {
  readonly location: 'query' | 'body' | 'header';
  /** The name in the query, header or body. */
  readonly name: string;
  /**
   * Parses a raw value (`undefined` when the member is missing). Calls `reportViolation` for a value
   * that is not valid; the result is then not used.
   */
  parse(value: unknown, reportViolation: ReportViolation): T;
}

/** Reports a constraint that `value` does not satisfy, in the words of the service. */
export type ReportViolation = (constraint: string, value?: unknown) => void;

/** The fields of an operation by their member names in the API model. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The parsed input of a handler: a value for each field. */
export type Input<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** The constraints of a text: its length in code points, and a pattern in the API model's notation. */
export interface TextRule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

type FieldLocation = Field<unknown>['location'];

/** Makes `field` optional. */
export function optionalField<T>(field: Field<T>): Field<T | undefined> {
  return {
    ...field,
    parse: (value, reportViolation) =>
      value === undefined || value === null ? undefined : field.parse(value, reportViolation),
  };
}

/** A text that satisfies `rule`. */
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

/** One of `values`. */
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

/** An integer from `min` to `max`, sent as a number or, in the query, as text. */
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

/** A boolean, sent as such or, in the query, as text. */
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

/** A list in the body of at most `max` texts that satisfy `rule`. */
export function stringListField(
  name: string,
  rule: TextRule,
  max: number,
): Field<readonly string[]> {
  return listField(name, max, (item, reportViolation) => checkText(item, rule, reportViolation));
}

/** A list in the body of at most `max` items that `parseItem` parses. */
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

/** An object in the body that `parseObject` parses. */
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

/** Reports the constraints of `rule` that `value` does not satisfy; returns the text, or '' for any other value. */
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
