import type { ElementPath } from '../settingsChange';
import { child, type XmlElement } from '../xml/element';
import type { XmlSource } from '../xml/source';
import { textOf } from '../xml/text';

interface Place {
  readonly key: string;
  readonly nth: number;
}

// A scan never changes, so what was found out about its lists holds as long as they live.
const listPlaces = new WeakMap<XmlElement, ReadonlyMap<XmlElement, Place>>();

/** The path of an element: entries of lists are told apart by id or text. */
export function pathOf(source: XmlSource, element: XmlElement): ElementPath {
  const { parent, name } = element;
  if (!parent) return [{ name }];
  const above = pathOf(source, parent);
  if (parent.shape.kind !== 'list') return [...above, { name }];
  return [...above, { name, ...placesIn(source, parent).get(element) }];
}

function placesIn(source: XmlSource, list: XmlElement): ReadonlyMap<XmlElement, Place> {
  const known = listPlaces.get(list);
  if (known) return known;
  const counts = new Map<string, number>();
  const places = new Map<XmlElement, Place>();
  for (const entry of list.children) {
    const key = keyOf(source, entry);
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    places.set(entry, { key, nth });
  }
  listPlaces.set(list, places);
  return places;
}

/** The element at `path`, or undefined. */
export function elementAt(
  source: XmlSource,
  root: XmlElement | undefined,
  path: ElementPath,
): XmlElement | undefined {
  let found: XmlElement | undefined;
  for (const [index, { name, key, nth = 0 }] of path.entries()) {
    if (index === 0) found = root?.name === name ? root : undefined;
    else if (!found) return undefined;
    else if (key === undefined) found = child(found, name);
    else found = entryAt(source, found, key, nth);
  }
  return found;
}

function entryAt(source: XmlSource, list: XmlElement, key: string, nth: number) {
  const places = placesIn(source, list);
  return list.children.find(it => {
    const place = places.get(it);
    return place?.key === key && place.nth === nth;
  });
}

/** The id of an entry, or its text where it has no elements. */
export function keyOf(source: XmlSource, entry: XmlElement): string {
  if (entry.shape.kind === 'text') return textOf(source, entry);
  const id = child(entry, 'id');
  return id ? textOf(source, id) : 'default';
}
