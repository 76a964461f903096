import type { ElementSchema } from './elementSchema';

/**
 * An element that a shape knows, by offsets into `XmlSource.text`:
 * `start` `<a x="y">` `contentStart` … `contentEnd` `</a>` `end`. An element that closes itself has
 * an empty content before its `/>`.
 */
export interface XmlElement {
  readonly name: string;
  readonly schema: ElementSchema;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly selfClosing: boolean;
  /** Whether CDATA, comments, instructions or references stand directly in it. */
  readonly hasMarkup: boolean;
  /** Whether comments or instructions stand directly in it. */
  readonly hasComments: boolean;
  readonly parent: XmlElement | undefined;
  /** Those that the shape knows. */
  readonly children: readonly XmlElement[];
}

/** The first child of that name. */
export function findChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(it => it.name === name);
}

/** All children of that name. */
export function findChildren(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter(it => it.name === name) ?? [];
}

/** An element as a scan makes it, while its end is still to come. */
export class MutableXmlElement implements XmlElement {
  readonly name: string;
  readonly schema: ElementSchema;
  readonly parent: MutableXmlElement | undefined;
  readonly start: number;
  readonly contentStart: number;
  readonly children: MutableXmlElement[] = [];
  contentEnd = 0;
  end = 0;
  selfClosing = false;
  hasMarkup = false;
  hasComments = false;

  constructor(
    name: string,
    schema: ElementSchema,
    parent: MutableXmlElement | undefined,
    start: number,
    contentStart: number,
  ) {
    this.name = name;
    this.schema = schema;
    this.parent = parent;
    this.start = start;
    this.contentStart = contentStart;
  }
}
