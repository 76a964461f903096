/**
 * `preferred`, or the next version that is not in `unavailable`. The last number is increased
 * (`1.4.9` → `1.4.10`, `2.0-rc1` → `2.0-rc2`). Without a number, `.1` is added.
 */
export function nextVersion(preferred: string, unavailable: ReadonlySet<string>): string {
  let version = preferred;
  while (unavailable.has(version)) version = incrementVersion(version);
  return version;
}

/** The version to suggest if no file names one: the one after the newest, or 1.0.0. */
export function suggestVersion(
  newest: string | undefined,
  unavailable: ReadonlySet<string>,
): string {
  return newest === undefined ? '1.0.0' : nextVersion(newest, unavailable);
}

function incrementVersion(version: string): string {
  const found = /^(?<start>.*?)(?<number>[0-9]+)(?<end>[^0-9]*)$/s.exec(version)?.groups;
  if (!found) return `${version}.1`;
  const { start = '', number = '', end = '' } = found;
  // As text, because a build number can be too long for an exact number.
  const next = (BigInt(number) + 1n).toString().padStart(number.length, '0');
  return `${start}${next}${end}`;
}
