/** The room `gradle`, a bundle of its own: loaded when a file of Gradle's is first looked at. */
export function gradleRoom() {
  return import('../../../gradle/chunk');
}
