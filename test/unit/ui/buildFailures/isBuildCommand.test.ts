import assert from 'node:assert/strict';
import { isBuildCommand } from '../../../../src/ui/buildFailures/isBuildCommand';

describe('buildTool', () => {
  const yes = [
    'mvn compile',
    './mvnw -B package',
    '"C:\\Program Files\\maven\\bin\\mvn.cmd" test',
    'cd app && mvn test',
    'JAVA_HOME=/x /opt/maven/bin/mvn -f "pom.xml" compile',
    'gradle build',
    './gradlew build',
    'maven',
  ];
  const no = ['', 'ls mvnsomething', 'cat mvn.txt', 'echo gradle.properties', 'npm run build'];
  for (const line of yes) it(`${line} is one`, () => assert.equal(isBuildCommand(line), true));
  for (const line of no) it(`'${line}' is none`, () => assert.equal(isBuildCommand(line), false));
});
