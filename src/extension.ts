/** Builds the services and registers them. */
export function activate(): void {
  // Furnished below.
}
