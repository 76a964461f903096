import type { Package, PackageVersion } from '../../core/coordinates';

/** The notations for a dependency: pom.xml, build.gradle (both DSLs), plain coordinates. */
export type DependencyNotation = 'maven' | 'gradle' | 'coordinates';

/**
 * Formats a package in `style`. Without a version, a placeholder is left for the reader to fill.
 */
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
