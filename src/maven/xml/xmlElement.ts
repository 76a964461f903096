import type { ElementSchema } from './elementSchema';

/**
 * An element of the schema, as offsets into `XmlSource.text`:
 * `start` `<a x="y">` `contentStart` … `contentEnd` `</a>` `end`. A self-closing element has empty content
 * before its `/>`.
 */
export interface XmlElement {
  readonly name: string;
  readonly schema: ElementSchema;
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly selfClosing: boolean;
  /** Whether it directly contains CDATA, comments, processing instructions or references. */
  readonly hasMarkup: boolean;
  /** Whether it directly contains comments or processing instructions. */
  readonly hasComments: boolean;
  readonly parent: XmlElement | undefined;
  /** The child elements that the schema names. */
  readonly children: readonly XmlElement[];
}

/** The first child with that name. */
export function findChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(it => it.name === name);
}

/** All children with that name. */
export function findChildren(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter(it => it.name === name) ?? [];
}

/** An element during the scan, before its end is known. */
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
