/** The room `gradle`, a bundle of its own: loaded when a file of Gradle's is first looked at. */
export function loadGradle() {
  return import('../../../gradle/chunk');
}
