/** Whether a file's name says that it is an archive that can be unpacked. */
export function isArchiveName(name: string): boolean {
  return /\.(?:tar\.gz|tgz|tar)$/i.test(name);
}
