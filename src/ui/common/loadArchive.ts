/** The room `archive`, a bundle of its own: loaded when something is published or fetched. */
export function loadArchive() {
  return import('../../transfer/chunk');
}
