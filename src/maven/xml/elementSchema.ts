/**
 * What an element may contain, as far as Maven's readers check it: a `text` contains no elements, an
 * `object` each of its fields at most once, a `list` only elements. `any` is not checked, and neither are
 * elements that a schema does not name (Maven warns about them and skips them).
 */
export type ElementSchema =
  | { readonly kind: 'text' }
  | { readonly kind: 'any' }
  | { readonly kind: 'properties' }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, ElementSchema> }
  | { readonly kind: 'list'; readonly item: string; readonly shape: ElementSchema };

/** An element with text. */
export const textElement: ElementSchema = { kind: 'text' };

/** An element with any content. */
export const anyElement: ElementSchema = { kind: 'any' };

/** An element with children of any name that contain text. */
export const propertiesElement: ElementSchema = { kind: 'properties' };

/** An element with named fields; `texts` are the names of its text fields, separated by spaces. */
export function objectElement(
  texts: string,
  fields: Readonly<Record<string, ElementSchema>> = {},
): ElementSchema {
  const textFields = texts.split(' ').map((name): [string, ElementSchema] => [name, textElement]);
  return { kind: 'object', fields: new Map([...textFields, ...Object.entries(fields)]) };
}

/** A list of elements with the name `item`. */
export function listElement(item: string, shape: ElementSchema): ElementSchema {
  return { kind: 'list', item, shape };
}

/** The schema of the child `name` of `parent`, or undefined if Maven does not know it. */
export function childSchema(
  parent: ElementSchema | undefined,
  name: string,
): ElementSchema | undefined {
  switch (parent?.kind) {
    case 'object':
      return parent.fields.get(name);
    case 'list':
      return name === parent.item ? parent.shape : undefined;
    case 'properties':
      return textElement;
    case 'any':
      return anyElement;
    case 'text':
    case undefined:
      return undefined;
  }
}
