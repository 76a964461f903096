/** One definition in a file that `java.util.Properties` reads. Offsets count bytes. */
export interface PropertyEntry {
  readonly key: string;
  readonly value: string;
  /** Where its first line starts, and where its last one ends, line end included. */
  readonly start: number;
  readonly end: number;
  /** From the first character of the value to the end of its last line, without the line end. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What stands between key and value: nothing, white space only, or `=` or `:` as well. */
  readonly separator: 'none' | 'blank' | 'sign';
  /** Of its first line, from 1. */
  readonly line: number;
}

/** A file that `java.util.Properties` reads. */
export interface JavaProperties {
  /** In the file's order; where a key comes twice, the last one counts. */
  readonly entries: readonly PropertyEntry[];
  /** Whether text put behind the end would belong to the last definition. */
  readonly openEnded: boolean;
  /** The line of the first malformed `\uxxxx`, for which Java refuses the whole file. */
  readonly malformedLine?: number;
}
