import path from 'node:path';
import { findProgram, listEntryNames } from '../../../files/findProgram';

/** The Maven installation that `mvn` on PATH belongs to. */
export interface MavenInstallation {
  readonly mavenHome: string;
  /** Absent if the installation does not say it. */
  readonly mavenVersion?: string;
}

/** Finds the Maven installation without starting it; undefined if `mvn` is not on PATH. */
export async function findMavenInstallation(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<MavenInstallation | undefined> {
  const program = await findProgram('mvn', { env, platform });
  if (!program) return undefined;
  const mavenHome = path.dirname(path.dirname(program.realPath));
  const names = await listEntryNames(path.join(mavenHome, 'lib'));
  const [mavenVersion] = names.flatMap(
    name => /^maven-core-(\d+\.\d+\.\d.*)\.jar$/.exec(name)?.[1] ?? [],
  );
  return { mavenHome, ...(mavenVersion === undefined ? {} : { mavenVersion }) };
}
