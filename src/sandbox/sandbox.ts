import { chmodSync, mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Server } from 'node:http';
import { announce, withdraw, type Announcement } from './announce';
import { PageTokens } from './api/pageTokens';
import { Failures } from './failures';
import type { FatalError } from './fatalError';
import { Faults } from './faults/faults';
import { Exchanges } from './http/exchanges';
import { httpServer } from './http/server';
import { firstUsers } from './iam/firstUsers';
import { openInstance, saveInstance } from './instance';
import type { Log } from './log';
import { folderUpstream } from './maven/folderUpstream';
import type { Upstreams } from './maven/upstream';
import { urlUpstream } from './maven/urlUpstream';
import type { Options } from './options';
import { lesson } from './seed/lesson';
import { plant } from './seed/plant';
import { readSeedFile } from './seed/seedFile';
import type { Service } from './service';
import { sweepTemporary } from './store/atomicFile';
import { Blobs } from './store/blobs';
import { discard, sweepDiscarded } from './store/discard';
import { keys } from './store/keys';
import { KeyValue } from './store/keyValue';
import { takeFolder } from './store/ownership';
import { Store } from './store/store';
import { Tokens } from './token/tokens';

/** A sandbox that serves. */
export interface Sandbox {
  readonly announcement: Announcement;
  /** Resolves with the reason once it cannot go on: the data folder is gone, or records may be harmed. */
  readonly failed: Promise<FatalError>;
  /**
   * Takes an error that nothing caught, with `kind` for the log. The request that it came out of is
   * answered with 500; the sandbox ends only for a `FatalError`.
   */
  uncaught(kind: string, error: unknown): void;
  /**
   * Ends it: no new calls, the files closed, the announcement withdrawn. After a failure the open
   * requests get their answers first, and the data folder stays as it is.
   */
  close(): Promise<void>;
}

/** How often a running sandbox looks whether its data folder is there. */
const checkMilliseconds = 1000;
/** How long requests may take to end when the sandbox does. */
const graceMilliseconds = 2000;

/** Starts a sandbox. Throws `Held` while another process has its data folder. */
export async function startSandbox(options: Options, log: Log): Promise<Sandbox> {
  const { data: folder } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const hold = takeFolder(folder);
  const died = withdraw(folder);
  sweepTemporary(folder);
  if (options.reset) discard(folder);
  else sweepDiscarded(folder);
  const { region, account } = options;
  const instance = openInstance(folder, { region, account });
  const exchanges = new Exchanges();
  let tellFailed: (reason: FatalError) => void = () => undefined;
  const failed = new Promise<FatalError>(resolve => (tellFailed = resolve));
  const failures = new Failures(log, reason => {
    exchanges.breakAll(reason);
    tellFailed(reason);
  });
  const data = new KeyValue(path.join(folder, 'records'), hold.guard, error =>
    failures.note('error', error),
  );
  const store = new Store(data, new Blobs(folder, hold.guard));
  const faults = options.faults ? new Faults() : undefined;
  const now = () => new Date(Date.now() + (faults?.skewMs ?? 0));
  const users = firstUsers(store, now);
  if (options.seed !== undefined) {
    const seed = options.seed === 'lesson' ? lesson : readSeedFile(options.seed);
    await plant({ store, now, ...instance }, seed);
  }

  const server = httpServer({ service: () => service, log, faults, exchanges, failures });
  const port = await listen(server, options.port, instance.port, log);
  // A connection that cannot be accepted (too many files are open) is no reason to end.
  server.on('error', error => failures.note('error', error));
  const endpoint = `http://127.0.0.1:${port}`;
  saveInstance(folder, { ...instance, port });
  const service: Service = {
    store,
    now,
    endpoint,
    region: instance.region,
    account: instance.account,
    pageTokens: new PageTokens(instance.pageKey),
    tokens: new Tokens(Buffer.from(instance.tokenKey, 'hex')),
    tokenSeconds: () => faults?.tokenSeconds,
    upstreams: upstreamsOf(options),
  };
  const [admin] = users;
  const announcement = {
    endpoint,
    region: instance.region,
    account: instance.account,
    accessKeyId: admin.accessKeyId,
    secretAccessKey: admin.secretAccessKey,
  };
  announce(folder, announcement, users);
  const ending = new AbortController();
  const isUsed = (sha256: string) => store.any(keys.blobCounts(sha256));
  const swept = died
    ? store.blobs
        .sweep(isUsed, new Date(), ending.signal)
        .catch((error: unknown) => failures.note('error', error))
    : Promise.resolve();
  const checks = setInterval(() => failures.watch(() => data.check()), checkMilliseconds).unref();
  return {
    announcement,
    failed,
    uncaught(kind, error) {
      exchanges.breakCurrent(error);
      failures.note(kind, error);
    },
    async close() {
      clearInterval(checks);
      const failure = failures.reason;
      if (!failure) withdraw(folder);
      ending.abort();
      const closed = new Promise<void>(done => server.close(() => done()));
      if (failure) await exchanges.idle(graceMilliseconds);
      server.closeAllConnections();
      await closed;
      // What a request still writes must not come after the files were closed.
      await exchanges.idle(graceMilliseconds);
      await swept;
      if (failure) await data.abandon();
      else await data.close();
      if (failure) hold.abandon();
      else hold.release();
    },
  };
}

/** Listens on the port that was asked for, else the last start's, else any. */
async function listen(server: Server, asked: number, last: number, log: Log): Promise<number> {
  try {
    return await listenOn(server, asked === 0 ? last : asked);
  } catch (error) {
    if (asked !== 0 || last === 0) throw error;
    log(`Port ${last}, which this sandbox had, is taken: settings that name it must change`);
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

function upstreamsOf({ upstreams }: Options): Upstreams {
  return connection => {
    const place = upstreams[connection];
    if (place === undefined) return undefined;
    return /^https?:\/\//.test(place) ? urlUpstream(place) : folderUpstream(place);
  };
}
