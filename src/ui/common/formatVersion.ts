import type { PackageVersion } from '../../core/coordinates';
import { visibleText } from '../../shared/visibleText';

/** A version as people read it: `org.example/tool 1.0.0`. */
export function formatVersion(it: PackageVersion): string {
  const name = it.namespace === undefined ? it.package : `${it.namespace}/${it.package}`;
  return visibleText(`${name} ${it.version}`);
}
