import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run, type Run } from './run';

/** Where a repository is and what it wants to see. */
export interface Access {
  readonly url: string;
  readonly token: string;
}

/** A project to be written. */
export interface Project {
  readonly artifact: string;
  readonly version: string;
  readonly dependencies: readonly (readonly [group: string, artifact: string, version: string])[];
  readonly java: string;
  /** The body of a JUnit test. */
  readonly test?: string;
}

/** Writes a Maven project with plugins that Debian's repository has, too. */
export function writeProject(folder: string, project: Project, access: Access): void {
  const main = path.join(folder, 'src/main/java/com/example');
  const test = path.join(folder, 'src/test/java/com/example');
  mkdirSync(main, { recursive: true });
  writeFileSync(path.join(folder, 'pom.xml'), pom(project, access));
  writeFileSync(path.join(folder, 'settings.xml'), settings(access));
  writeFileSync(path.join(main, `${className(project)}.java`), project.java);
  if (project.test === undefined) return;
  mkdirSync(test, { recursive: true });
  writeFileSync(path.join(test, `${className(project)}Test.java`), project.test);
}

/** Runs Maven on a project with a home of its own and the local repository `local`. */
export function maven(folder: string, local: string, ...goals: readonly string[]): Promise<Run> {
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const repository = `-Dmaven.repo.local=${local}`;
  // The first tier alone compiles faster than these short runs gain from the second.
  const env = { ...process.env, MAVEN_OPTS: `-Duser.home=${home} -XX:TieredStopAtLevel=1` };
  return run('mvn', ['-B', '-s', 'settings.xml', repository, ...goals], { cwd: folder, env });
}

function className({ artifact }: Project): string {
  return artifact.charAt(0).toUpperCase() + artifact.slice(1);
}

function pom({ artifact, version, dependencies }: Project, { url }: Access): string {
  const dependency = dependencies.map(
    ([group, name, wanted]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${wanted}</version></dependency>`,
  );
  const plugins = [
    ['resources', '3.3.0'],
    ['compiler', '3.10.1'],
    ['deploy', '3.0.0'],
    ['install', '3.1.0'],
    ['jar', '3.3.0'],
    ['surefire', '2.22.3'],
  ].map(
    ([name, wanted]) =>
      `<plugin><artifactId>maven-${String(name)}-plugin</artifactId><version>${String(wanted)}</version></plugin>`,
  );
  const repository = `<id>demo-webapp</id><url>${url}</url>`;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>com.example</groupId><artifactId>${artifact}</artifactId><version>${version}</version>
<name>The ${artifact}</name><description>An example.</description>
<licenses><license><name>MIT</name><url>https://example.com/mit</url></license></licenses>
<properties><maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target>
<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
<dependencies>${dependency.join('')}<dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version><scope>test</scope></dependency></dependencies>
<distributionManagement><repository>${repository}</repository><snapshotRepository>${repository}</snapshotRepository></distributionManagement>
<build><plugins>${plugins.join('')}</plugins></build></project>
`;
}

function settings({ url, token }: Access): string {
  return `<settings><servers><server><id>demo-webapp</id><username>aws</username><password>${token}</password></server></servers>
<profiles><profile><id>all</id><repositories><repository><id>demo-webapp</id><url>${url}</url>
<snapshots><enabled>true</enabled><updatePolicy>always</updatePolicy></snapshots></repository></repositories></profile></profiles>
<activeProfiles><activeProfile>all</activeProfile></activeProfiles>
<mirrors><mirror><id>demo-webapp</id><url>${url}</url><mirrorOf>*</mirrorOf></mirror></mirrors></settings>
`;
}
