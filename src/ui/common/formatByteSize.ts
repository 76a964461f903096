const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size as people read it, with three digits at most: `7 B`, `1.4 MB`, `35 MB`; 1 KB is 1000 B. */
export function formatByteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit] ?? 'B'}`;
}
