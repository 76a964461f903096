import { existsSync, realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';

/**
 * The settings.xml files of Maven on this machine: the user's and the global one. They need not exist.
 * The user's is in the home folder of the account, because Java does not use `$HOME`.
 */
export function locateMavenSettings(
  home: string = userInfo().homedir,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): readonly string[] {
  const installation = findMavenInstallation(env);
  return [
    path.join(home, '.m2', 'settings.xml'),
    ...(installation === undefined ? [] : [path.join(installation, 'conf', 'settings.xml')]),
  ];
}

function findMavenInstallation(env: Readonly<NodeJS.ProcessEnv>): string | undefined {
  const launchers = (env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap(folder => ['mvn', 'mvn.cmd'].map(name => path.join(folder, name)));
  const launcher = launchers.find(file => path.isAbsolute(file) && existsSync(file));
  return launcher === undefined
    ? (env['MAVEN_HOME'] ?? env['M2_HOME'])
    : path.resolve(realpathSync(launcher), '..', '..');
}
