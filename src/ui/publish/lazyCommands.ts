import type { Services } from '../common/services';

// Publishing and fetching are a bundle of their own: loaded with the first of these commands.
const loadPublishCommands = () => import('./chunk');

/** Publishes folders as one archive, after showing what it holds. */
export async function publish(services: Services, ...args: readonly unknown[]): Promise<void> {
  await (await loadPublishCommands()).publishFolders(services, ...args);
}

/** Publishes files as the assets of one version. */
export async function publishFiles(services: Services, ...args: readonly unknown[]): Promise<void> {
  await (await loadPublishCommands()).publishFilesAsAssets(services, ...args);
}

/** Deletes a version that is still unfinished. */
export async function discardVersion(services: Services, node: unknown): Promise<void> {
  await (await loadPublishCommands()).discardVersion(services, node);
}

/** Fetches assets, compared with their hashes. */
export async function download(services: Services, node: unknown): Promise<void> {
  await (await loadPublishCommands()).download(services, node);
}

/** Fetches an archive and unpacks it into a new folder. */
export async function downloadAndUnpack(services: Services, node: unknown): Promise<void> {
  await (await loadPublishCommands()).downloadAndUnpack(services, node);
}

/** Says which published asset a local file equals. */
export async function verifyFile(services: Services, ...args: readonly unknown[]): Promise<void> {
  await (await loadPublishCommands()).verifyFile(services, ...args);
}

/** Shows what is known of a version or an asset; each of it can be copied. */
export async function showDetails(services: Services, node: unknown): Promise<void> {
  await (await loadPublishCommands()).showDetails(services, node);
}

/** Copies the commands that fetch an asset in a terminal. */
export async function copyAsCommand(services: Services, node: unknown): Promise<void> {
  await (await loadPublishCommands()).copyAsCommand(services, node);
}
