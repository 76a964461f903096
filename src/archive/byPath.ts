/** Sorts by the bytes of the paths, as `LC_ALL=C sort` does, whatever the locale. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
}
