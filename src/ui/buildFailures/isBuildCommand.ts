/** Whether a command line runs Maven or Gradle, by whatever path or wrapper. */
export function isBuildCommand(commandLine: string): boolean {
  return /(?:^|[\s/\\"'&|;(])(?:mvn|mvnw|mvnd|maven|gradle|gradlew)(?:\.cmd|\.bat|\.exe)?(?:$|[\s"'&|;)])/i.test(
    commandLine,
  );
}
