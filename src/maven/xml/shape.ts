/**
 * What an element may hold, as far as Maven's readers insist: a text holds no elements, an
 * object each of its fields once, a list nothing but elements. `any` is free; elements that a shape
 * does not name are free as well (Maven warns and skips them).
 */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'any' }
  | { readonly kind: 'properties' }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Shape> }
  | { readonly kind: 'list'; readonly item: string; readonly shape: Shape };

/** A text. */
export const text: Shape = { kind: 'text' };

/** Anything at all. */
export const any: Shape = { kind: 'any' };

/** Texts under any names. */
export const properties: Shape = { kind: 'properties' };

/** An object; `texts` names its plain fields. */
export function object(texts: string, fields: Readonly<Record<string, Shape>> = {}): Shape {
  const plain = texts.split(' ').map((name): [string, Shape] => [name, text]);
  return { kind: 'object', fields: new Map([...plain, ...Object.entries(fields)]) };
}

/** A list of elements of one name. */
export function list(item: string, shape: Shape): Shape {
  return { kind: 'list', item, shape };
}

/** The shape of the element `name` inside `parent`; undefined where Maven does not know it. */
export function childShape(parent: Shape | undefined, name: string): Shape | undefined {
  switch (parent?.kind) {
    case 'object':
      return parent.fields.get(name);
    case 'list':
      return name === parent.item ? parent.shape : undefined;
    case 'properties':
      return text;
    case 'any':
      return any;
    case 'text':
    case undefined:
      return undefined;
  }
}
