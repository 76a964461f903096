import { chmodSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Server } from 'node:http';
import { writeAnnouncement, removeAnnouncement, type Announcement } from './announcement';
import { PageTokens } from './api/pageTokens';
import { ErrorHandler } from './errorHandler';
import type { FatalError } from './fatalError';
import { Faults } from './faults/faults';
import { OpenRequests } from './http/openRequests';
import { createHttpServer } from './http/createHttpServer';
import { ensureDefaultUsers } from './iam/ensureDefaultUsers';
import { loadOrCreateInstance, saveInstance } from './instance';
import type { Log } from './log';
import { createFindUpstream } from './maven/createFindUpstream';
import type { SandboxOptions } from './options';
import { lessonSeed } from './seed/lessonSeed';
import { applySeed } from './seed/applySeed';
import { readSeedFile } from './seed/seedFile';
import type { Service } from './service';
import { removeTemporaryFiles } from './store/writeFileAtomically';
import { BlobStore } from './store/blobStore';
import { discardData, removeDiscardedData } from './store/discardData';
import { keys } from './store/keys';
import { KeyValueStore } from './store/keyValueStore';
import { lockFolder } from './store/lockFolder';
import { Store } from './store/store';
import { TokenIssuer } from './token/tokenIssuer';

/** A running sandbox. */
export interface SandboxServer {
  readonly announcement: Announcement;
  /** Resolves when the sandbox must end: the data folder is gone, or records can no longer be written. */
  readonly fatalError: Promise<FatalError>;
  /**
   * Handles an uncaught error; `kind` is its label in the log. The request that caused it is answered
   * with 500. Only a `FatalError` ends the sandbox.
   */
  handleUncaughtError(kind: string, error: unknown): void;
  /**
   * Ends the sandbox: it accepts no new requests, removes `sandbox.json` and closes its files. After a
   * `FatalError`, open requests are answered first and the data folder stays as it is.
   */
  close(): Promise<void>;
}

/** How often a running sandbox checks that its data folder still exists. */
const checkIntervalMs = 1000;
/** How long a sandbox that ends waits for open requests. */
const shutdownTimeoutMs = 2000;

/** Starts a sandbox. Throws `FolderInUseError` while another process holds the data folder. */
export async function startSandboxServer(
  options: SandboxOptions,
  log: Log,
): Promise<SandboxServer> {
  const { data: folder } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const folderLock = lockFolder(folder);
  const endedUncleanly = removeAnnouncement(folder);
  removeTemporaryFiles(folder);
  if (options.reset) discardData(folder);
  else removeDiscardedData(folder);
  const { region, account } = options;
  const instance = loadOrCreateInstance(folder, { region, account });
  const openRequests = new OpenRequests();
  let resolveFatalError: (reason: FatalError) => void = () => undefined;
  const fatalError = new Promise<FatalError>(resolve => (resolveFatalError = resolve));
  const errorHandler = new ErrorHandler(log, reason => {
    openRequests.abortAll(reason);
    resolveFatalError(reason);
  });
  const keyValues = new KeyValueStore(
    path.join(folder, 'records'),
    folderLock.checkOwnership,
    error => errorHandler.handle('error', error),
  );
  const store = new Store(keyValues, new BlobStore(folder, folderLock.checkOwnership));
  const faults = options.faults ? new Faults() : undefined;
  const now = () => new Date(Date.now() + (faults?.skewMs ?? 0));
  const users = ensureDefaultUsers(store, now, instance.users);
  if (options.seed !== undefined) {
    const seed = options.seed === 'lesson' ? lessonSeed : readSeedFile(options.seed);
    await applySeed({ store, now, ...instance }, seed);
  }

  const server = createHttpServer({
    service: () => service,
    log,
    faults,
    openRequests,
    errorHandler,
  });
  const port = await listen(server, options.port, instance.port, log);
  // A connection that cannot be accepted (too many open files) must not end the sandbox.
  server.on('error', error => errorHandler.handle('error', error));
  const endpoint = `http://127.0.0.1:${port}`;
  saveInstance(folder, { ...instance, port, users });
  const service: Service = {
    store,
    now,
    endpoint,
    region: instance.region,
    account: instance.account,
    pageTokens: new PageTokens(instance.pageKey),
    tokenIssuer: new TokenIssuer(Buffer.from(instance.tokenKey, 'hex')),
    tokenLifetimeOverride: () => faults?.tokenSeconds,
    findUpstream: createFindUpstream(options, port, log),
    log,
  };
  const [admin] = users;
  const announcement = {
    endpoint,
    region: instance.region,
    account: instance.account,
    accessKeyId: admin.accessKeyId,
    secretAccessKey: admin.secretAccessKey,
  };
  writeAnnouncement(folder, announcement, users);
  const closing = new AbortController();
  const isBlobUsed = (sha256: string) => store.hasKeys(keys.blobCounts(sha256));
  const unusedBlobsRemoved = endedUncleanly
    ? store.blobStore
        .removeUnused(isBlobUsed, new Date(), closing.signal)
        .catch((error: unknown) => errorHandler.handle('error', error))
    : Promise.resolve();
  const checkTimer = setInterval(
    () => errorHandler.runCheck(() => keyValues.checkWritable()),
    checkIntervalMs,
  ).unref();
  return {
    announcement,
    fatalError,
    handleUncaughtError(kind, error) {
      openRequests.abortCurrent(error);
      errorHandler.handle(kind, error);
    },
    async close() {
      clearInterval(checkTimer);
      const fatal = errorHandler.fatalError;
      if (!fatal) removeAnnouncement(folder);
      closing.abort();
      const closed = new Promise<void>(done => server.close(() => done()));
      if (fatal) await openRequests.waitUntilIdle(shutdownTimeoutMs);
      server.closeAllConnections();
      await closed;
      // No request may write after the files are closed.
      await openRequests.waitUntilIdle(shutdownTimeoutMs);
      await unusedBlobsRemoved;
      if (fatal) await keyValues.closeUnchanged();
      else await keyValues.close();
      if (fatal) folderLock.abandon();
      else folderLock.release();
    },
  };
}

/** Listens on the requested port, else on that of the last start, else on any free port. */
async function listen(
  server: Server,
  requestedPort: number,
  previousPort: number,
  log: Log,
): Promise<number> {
  try {
    return await listenOn(server, requestedPort === 0 ? previousPort : requestedPort);
  } catch (error) {
    if (requestedPort !== 0 || previousPort === 0) throw error;
    log(
      `Port ${previousPort}, which this sandbox used before, is in use. Build tools that are set up for it must be set up again`,
    );
    return listenOn(server, 0);
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
