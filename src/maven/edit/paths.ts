import type { ElementPath } from '../settingsChange';
import { child, type XmlElement } from '../xml/element';
import type { XmlSource } from '../xml/source';
import { textOf } from '../xml/text';

/** The path of an element: entries of lists are told apart by id or text. */
export function pathOf(source: XmlSource, element: XmlElement): ElementPath {
  const { parent, name } = element;
  if (!parent) return [{ name }];
  const above = pathOf(source, parent);
  if (parent.shape.kind !== 'list') return [...above, { name }];
  const key = keyOf(source, element);
  const twins = parent.children.filter(it => it.name === name && keyOf(source, it) === key);
  return [...above, { name, key, nth: twins.indexOf(element) }];
}

/** The element at `path`, or undefined. */
export function elementAt(
  source: XmlSource,
  root: XmlElement | undefined,
  path: ElementPath,
): XmlElement | undefined {
  let found: XmlElement | undefined;
  for (const [index, { name, key, nth = 0 }] of path.entries()) {
    const candidates: readonly XmlElement[] =
      index === 0 ? (root ? [root] : []) : (found?.children ?? []);
    const named = candidates.filter(it => it.name === name);
    found = key === undefined ? named[0] : named.filter(it => keyOf(source, it) === key)[nth];
    if (!found) return undefined;
  }
  return found;
}

/** The id of an entry, or its text where it has no elements. */
export function keyOf(source: XmlSource, entry: XmlElement): string {
  if (entry.shape.kind === 'text') return textOf(source, entry);
  const id = child(entry, 'id');
  return id ? textOf(source, id) : 'default';
}
