import path from 'node:path';

const strangers = /^(AWS|CODEARTIFACT|GRADLE|MAVEN|M2|MVN|JDK|JAVA_TOOL|VSCODE|ELECTRON|XDG|npm)_/i;
const others = new Set(['NODE_OPTIONS', 'INIT_CWD', 'TMUX', 'BASH_ENV', 'ENV', 'PROMPT_COMMAND']);

/**
 * The environment of a window whose user lives in `home`: nothing in it leads to the real user's
 * AWS profiles, Maven or Gradle files. Java ignores HOME, so Maven is told by MAVEN_OPTS, which its
 * launcher splits at spaces: `home` has none.
 */
export function homeEnvironment(
  home: string,
  from: Readonly<NodeJS.ProcessEnv>,
): Record<string, string> {
  if (/\s/.test(home))
    throw new Error(`Maven cannot be told of a home with a space in it: ${home}`);
  const kept = Object.entries(from).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !strangers.test(entry[0]) && !others.has(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    ...(process.platform === 'win32' ? { USERPROFILE: home } : {}),
    MAVEN_OPTS: `-Duser.home=${home}`,
    GRADLE_USER_HOME: path.join(home, '.gradle'),
    AWS_EC2_METADATA_DISABLED: 'true',
    SHELL: '/bin/bash',
  };
}
