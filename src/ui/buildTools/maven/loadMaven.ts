/** The room `maven`, a bundle of its own: loaded when a file is first looked at, not at start-up. */
export function loadMaven() {
  return import('../../../maven/chunk');
}
