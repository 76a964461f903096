import type { ElementPath } from '../settingsChange';
import { findChild, type XmlElement } from '../xml/xmlElement';
import type { XmlSource } from '../xml/xmlSource';
import { readElementText } from '../xml/readElementText';

interface ListPosition {
  readonly key: string;
  readonly nth: number;
}

// A scan result is immutable, so the positions stay valid as long as its elements live.
const positionCache = new WeakMap<XmlElement, ReadonlyMap<XmlElement, ListPosition>>();

/** The path of an element. Entries of lists are identified by id or text. */
export function elementPath(source: XmlSource, element: XmlElement): ElementPath {
  const { parent, name } = element;
  if (!parent) return [{ name }];
  const parentPath = elementPath(source, parent);
  if (parent.schema.kind !== 'list') return [...parentPath, { name }];
  return [...parentPath, { name, ...listPositions(source, parent).get(element) }];
}

function listPositions(source: XmlSource, list: XmlElement): ReadonlyMap<XmlElement, ListPosition> {
  const cached = positionCache.get(list);
  if (cached) return cached;
  const counts = new Map<string, number>();
  const positions = new Map<XmlElement, ListPosition>();
  for (const entry of list.children) {
    const key = entryKey(source, entry);
    const nth = counts.get(key) ?? 0;
    counts.set(key, nth + 1);
    positions.set(entry, { key, nth });
  }
  positionCache.set(list, positions);
  return positions;
}

/** The element at `path`, or undefined if there is none. */
export function elementAt(
  source: XmlSource,
  root: XmlElement | undefined,
  path: ElementPath,
): XmlElement | undefined {
  let found: XmlElement | undefined;
  for (const [index, { name, key, nth = 0 }] of path.entries()) {
    if (index === 0) found = root?.name === name ? root : undefined;
    else if (!found) return undefined;
    else if (key === undefined) found = findChild(found, name);
    else found = entryAt(source, found, key, nth);
  }
  return found;
}

function entryAt(source: XmlSource, list: XmlElement, key: string, nth: number) {
  const positions = listPositions(source, list);
  return list.children.find(entry => {
    const position = positions.get(entry);
    return position?.key === key && position.nth === nth;
  });
}

/** The id of an entry (`default` if it has none), or the text of an entry without elements. */
export function entryKey(source: XmlSource, entry: XmlElement): string {
  if (entry.schema.kind === 'text') return readElementText(source, entry);
  const id = findChild(entry, 'id');
  return id ? readElementText(source, id) : 'default';
}
