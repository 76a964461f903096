import { existsSync } from 'node:fs';
import path from 'node:path';
import { aptInstall, hasApt } from '../machine/apt';
import { MissingPrerequisiteError } from '../machine/missing';
import { isReachableWithoutProxy } from '../machine/reachable';
import { withDailyCache } from '../machine/remember';

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
export async function ensureMavenUpstream(): Promise<string> {
  const online = await withDailyCache('maven-central', central, () =>
    // The sandbox, which will ask, knows of no proxy.
    isReachableWithoutProxy(`${central}/`),
  );
  if (online) return `${central}/`;
  return ensureDebianRepository('Maven Central cannot be reached, and what stands in for it');
}

/**
 * The folder of Debian's own Maven packages with what the tests build, installed where that is for us
 * to do; `what` names it in messages. Rejects with `MissingPrerequisiteError`.
 */
export async function ensureDebianRepository(what = "Debian's Maven repository"): Promise<string> {
  const packages = missingPackages();
  if (packages.length > 0) await aptInstall(what, packages, onlyDebian);
  return debian;
}

const onlyDebian = 'Only Debian and Ubuntu have the packages for it.';

/** That folder where it is whole already. Rejects with `MissingPrerequisiteError`, which says how to get it. */
export function requireDebianRepository(): Promise<string> {
  const packages = missingPackages();
  if (packages.length === 0) return Promise.resolve(debian);
  const help = `Install it with: apt-get install ${packages.join(' ')}`;
  const missing = `Debian's Maven repository is missing or not whole. ${hasApt() ? help : onlyDebian}`;
  return Promise.reject(new MissingPrerequisiteError(missing));
}

function missingPackages(): string[] {
  return needed
    .filter(([folder]) => !existsSync(path.join(debian, folder)))
    .map(([, debPackage]) => debPackage);
}
