import type { Format } from '../../core/coordinates';
import { compareMavenVersions } from '../../shared/compareMavenVersions';
import type { VersionRecord } from '../store/records';
import type { NamedRecord } from '../store/store';

/**
 * The `defaultDisplayVersion` of a package: its most recently published version with the status
 * Published. Of versions published at the same time it is the greatest.
 */
export function findDefaultVersion(
  format: Format,
  versions: readonly NamedRecord<VersionRecord>[],
): string | undefined {
  const compareNames = format === 'maven' ? compareMavenVersions : compareNaturally;
  return versions
    .filter(({ record }) => record.status === 'Published')
    .sort(
      (a, b) =>
        (a.record.published ?? 0) - (b.record.published ?? 0) || compareNames(a.name, b.name),
    )
    .at(-1)?.name;
}

/** Compares texts with the numbers in them by value. */
function compareNaturally(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
