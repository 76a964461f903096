import type { Package, PackageVersion } from '../../core/coordinates';

/** The forms in which a package is written down: pom.xml, build.gradle (both DSLs), plain. */
export type DependencyStyle = 'maven' | 'gradle' | 'coordinates';

/** How to write `it` in `style`. Without a version, its place is left for the reader to fill. */
export function dependencyText(it: Package | PackageVersion, style: DependencyStyle): string {
  const version = 'version' in it ? it.version : undefined;
  const parts = [it.namespace ?? '', it.package];
  switch (style) {
    case 'maven':
      return [
        '<dependency>',
        `  <groupId>${xml(it.namespace ?? '')}</groupId>`,
        `  <artifactId>${xml(it.package)}</artifactId>`,
        ...(version === undefined ? [] : [`  <version>${xml(version)}</version>`]),
        '</dependency>',
      ].join('\n');
    case 'gradle':
      return `implementation("${[...parts, ...(version === undefined ? [] : [version])].join(':')}")`;
    case 'coordinates':
      return [...parts, ...(version === undefined ? [] : [version])].join(':');
  }
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
