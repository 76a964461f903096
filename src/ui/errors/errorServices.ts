/** The services that the commands which copy the details of an error work with. */
export interface ErrorServices {
  /** The version of the extension. */
  readonly version: string;
}
