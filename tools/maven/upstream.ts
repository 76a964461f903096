import { existsSync } from 'node:fs';
import path from 'node:path';
import { aptInstall, hasApt } from '../machine/apt';
import { Missing } from '../machine/missing';
import { reachable } from '../machine/reachable';
import { remember } from '../machine/remember';

const central = 'https://repo.maven.apache.org/maven2';
const debian = '/usr/share/maven-repo';

/** What Debian's packages put into their repository, and what of it the sample's build needs. */
const needed: readonly (readonly [folder: string, debPackage: string])[] = [
  ['org/apache/maven/plugins/maven-resources-plugin', 'libmaven-resources-plugin-java'],
  ['org/apache/maven/plugins/maven-compiler-plugin', 'libmaven-compiler-plugin-java'],
  ['org/apache/maven/plugins/maven-jar-plugin', 'libmaven-jar-plugin-java'],
  ['org/apache/maven/plugins/maven-install-plugin', 'libmaven-install-plugin-java'],
  ['org/apache/maven/plugins/maven-deploy-plugin', 'libmaven-deploy-plugin-java'],
  ['org/apache/maven/plugins/maven-war-plugin', 'libmaven-war-plugin-java'],
  ['org/apache/maven/plugins/maven-surefire-plugin', 'libsurefire-java'],
  ['org/apache/commons/commons-lang3', 'libcommons-lang3-java'],
  ['junit/junit', 'junit4'],
];

/**
 * What the sandbox puts behind `public:maven-central`: Maven Central where it can be reached, else
 * the folder of Debian's own Maven packages, installed where that is for us to do.
 */
export async function mavenUpstream(): Promise<string> {
  const online = await remember('maven-central', central, () => reachable(`${central}/`));
  if (online) return `${central}/`;
  const missing = needed.filter(([folder]) => !existsSync(path.join(debian, folder)));
  if (missing.length === 0) return debian;
  const what = 'Maven Central cannot be reached, and what stands in for it';
  if (!hasApt()) throw new Missing(`${what}, Debian's Maven packages, are not for this system.`);
  const packages = missing.map(([, debPackage]) => debPackage);
  await aptInstall(what, packages, '');
  return debian;
}
