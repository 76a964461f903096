/** The glob pattern that matches the file name `name` alone, whatever it is made of. */
export function escapeGlob(name: string): string {
  return name.replace(/[[\]{}*?]/g, '[$&]');
}
