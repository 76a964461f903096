import type { Shape } from './shape';

/**
 * An element that a shape knows, by offsets into `XmlSource.text`:
 * `start` `<a x="y">` `contentStart` … `contentEnd` `</a>` `end`. An element that closes itself has
 * an empty content before its `/>`.
 */
export interface XmlElement {
  readonly name: string;
  readonly shape: Shape;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly selfClosing: boolean;
  /** Whether CDATA, comments, instructions or references stand directly in it. */
  readonly marked: boolean;
  /** Whether comments or instructions stand directly in it. */
  readonly commented: boolean;
  readonly parent: XmlElement | undefined;
  /** Those that the shape knows. */
  readonly children: readonly XmlElement[];
}

/** The first child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(it => it.name === name);
}

/** All children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter(it => it.name === name) ?? [];
}

/** An element as a scan makes it, while its end is still to come. */
export class OpenElement implements XmlElement {
  readonly name: string;
  readonly shape: Shape;
  readonly parent: OpenElement | undefined;
  readonly start: number;
  readonly contentStart: number;
  readonly children: OpenElement[] = [];
  contentEnd = 0;
  end = 0;
  selfClosing = false;
  marked = false;
  commented = false;

  constructor(
    name: string,
    shape: Shape,
    parent: OpenElement | undefined,
    start: number,
    contentStart: number,
  ) {
    this.name = name;
    this.shape = shape;
    this.parent = parent;
    this.start = start;
    this.contentStart = contentStart;
  }
}
