/** A member of a request: where it is, and how it becomes a value. */
export interface Field<T> {
  readonly from: 'query' | 'body' | 'header';
  /** Its name on the wire. */
  readonly name: string;
  /**
   * The value of what came (`undefined` when nothing did). Calls `complain` with the constraint that
   * is not met, as the service words it; the value is then never used.
   */
  read(value: unknown, complain: Complain): T;
}

export type Complain = (constraint: string, value?: unknown) => void;

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

type From = Field<unknown>['from'];

/** The same field, which may be missing. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return {
    ...field,
    read: (value, complain) =>
      value === undefined || value === null ? undefined : field.read(value, complain),
  };
}

export function text(from: From, name: string, rule: TextRule = {}): Field<string> {
  return { from, name, read: (value, complain) => checkText(value, rule, complain) };
}

export function choice<T extends string>(from: From, name: string, values: readonly T[]): Field<T> {
  return {
    from,
    name,
    read(value, complain) {
      const found = values.find(it => it === value);
      if (value === undefined || value === null) complain('Member must not be null');
      else if (found === undefined)
        complain(`Member must satisfy enum value set: [${values.join(', ')}]`, value);
      return found as T;
    },
  };
}

/** A whole number between `min` and `max`; text when it comes in the query. */
export function integer(from: From, name: string, min: number, max: number): Field<number> {
  return {
    from,
    name,
    read(value, complain) {
      const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? +value : value;
      if (typeof number !== 'number' || !Number.isInteger(number))
        complain('Member must be an integer', value);
      else if (number < min)
        complain(`Member must have value greater than or equal to ${min}`, value);
      else if (number > max) complain(`Member must have value less than or equal to ${max}`, value);
      return number as number;
    },
  };
}

export function flag(from: From, name: string): Field<boolean> {
  return {
    from,
    name,
    read(value, complain) {
      if (![true, false, 'true', 'false'].includes(value as boolean))
        complain('Member must be a boolean', value);
      return value === true || value === 'true';
    },
  };
}

/** A list of texts in the body. */
export function texts(name: string, rule: TextRule, max: number): Field<readonly string[]> {
  return list(name, max, (item, complain) => checkText(item, rule, complain));
}

/** A list in the body whose items `read` understands. */
export function list<T>(
  name: string,
  max: number,
  read: (item: unknown, complain: Complain) => T,
): Field<readonly T[]> {
  return {
    from: 'body',
    name,
    read(value, complain) {
      if (!Array.isArray(value)) {
        complain('Member must not be null');
        return [];
      }
      if (value.length > max)
        complain(`Member must have length less than or equal to ${max}`, `[${value.length} items]`);
      return value.map(item => read(item, complain));
    },
  };
}

/** An object in the body that `read` understands. */
export function structure<T>(
  name: string,
  read: (value: Readonly<Record<string, unknown>>, complain: Complain) => T,
): Field<T> {
  return {
    from: 'body',
    name,
    read(value, complain) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        complain('Member must not be null');
      return read((value ?? {}) as Readonly<Record<string, unknown>>, complain);
    },
  };
}

/** Checks one text by its rule. */
export function checkText(value: unknown, rule: TextRule, complain: Complain): string {
  if (typeof value !== 'string') {
    complain('Member must not be null');
    return '';
  }
  const length = Array.from(value).length;
  if (rule.min !== undefined && length < rule.min)
    complain(`Member must have length greater than or equal to ${rule.min}`, value);
  if (rule.max !== undefined && length > rule.max)
    complain(`Member must have length less than or equal to ${rule.max}`, value);
  if (rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`, 'su').test(value))
    complain(`Member must satisfy regular expression pattern: ${rule.pattern}`, value);
  return value;
}
