/** An object whose properties are not known yet. */
export type JsonObject = Readonly<Partial<Record<string, unknown>>>;

/** Whether `value`, from JSON or another untrusted source, is an object. Arrays are objects too. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

/** `value` if it is an object, else an empty object. */
export function asJsonObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
