/**
 * What an element may hold, as far as Maven's readers insist: a text holds no elements, an
 * object each of its fields once, a list nothing but elements. `any` is free; elements that a shape
 * does not name are free as well (Maven warns and skips them).
 */
export type ElementSchema =
  | { readonly kind: 'text' }
  | { readonly kind: 'any' }
  | { readonly kind: 'properties' }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, ElementSchema> }
  | { readonly kind: 'list'; readonly item: string; readonly shape: ElementSchema };

/** A text. */
export const textElement: ElementSchema = { kind: 'text' };

/** Anything at all. */
export const anyElement: ElementSchema = { kind: 'any' };

/** Texts under any names. */
export const propertiesElement: ElementSchema = { kind: 'properties' };

/** An object; `texts` names its plain fields. */
export function objectElement(
  texts: string,
  fields: Readonly<Record<string, ElementSchema>> = {},
): ElementSchema {
  const textFields = texts.split(' ').map((name): [string, ElementSchema] => [name, textElement]);
  return { kind: 'object', fields: new Map([...textFields, ...Object.entries(fields)]) };
}

/** A list of elements of one name. */
export function listElement(item: string, shape: ElementSchema): ElementSchema {
  return { kind: 'list', item, shape };
}

/** The shape of the element `name` inside `parent`; undefined where Maven does not know it. */
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
