/** Whether a file name has an extension of the archives that can be unpacked. */
export function isArchiveName(name: string): boolean {
  return /\.(?:tar\.gz|tgz|tar)$/i.test(name);
}
