import type { Package, PackageVersion } from '../../core/coordinates';

/** The forms in which a package is written down: pom.xml, build.gradle (both DSLs), plain. */
export type DependencyNotation = 'maven' | 'gradle' | 'coordinates';

/** How to write `it` in `style`. Without a version, its place is left for the reader to fill. */
export function formatDependency(
  coordinates: Package | PackageVersion,
  notation: DependencyNotation,
): string {
  const version = 'version' in coordinates ? coordinates.version : undefined;
  const parts = [coordinates.namespace ?? '', coordinates.package];
  switch (notation) {
    case 'maven':
      return [
        '<dependency>',
        `  <groupId>${escapeXml(coordinates.namespace ?? '')}</groupId>`,
        `  <artifactId>${escapeXml(coordinates.package)}</artifactId>`,
        ...(version === undefined ? [] : [`  <version>${escapeXml(version)}</version>`]),
        '</dependency>',
      ].join('\n');
    case 'gradle':
      return `implementation("${[...parts, ...(version === undefined ? [] : [version])].join(':')}")`;
    case 'coordinates':
      return [...parts, ...(version === undefined ? [] : [version])].join(':');
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
