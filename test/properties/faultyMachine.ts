import {
  localFileSystemHost,
  type FileSystemCalls,
  type FileSystemHost,
  type OpenFile,
} from '../../src/files/fileSystemHost';

/** Calls of an open file and of the file system, by the names of `OpenFile` and `FileCalls`. */
export type CallName = keyof FileSystemCalls | `file.${keyof OpenFile}`;

/** Is told of each call before it happens; what it throws happens instead. */
export type Meddler = (call: CallName, path: string) => void;

/** This computer, with `before` and `after` told of every call to the file system. */
export function meddledMachine(
  before: Meddler,
  after: Meddler = () => undefined,
  base: FileSystemHost = localFileSystemHost,
): FileSystemHost {
  const { calls } = base;
  const around = async <T>(call: CallName, path: string, run: () => Promise<T>): Promise<T> => {
    before(call, path);
    try {
      return await run();
    } finally {
      after(call, path);
    }
  };
  const now = <T>(call: CallName, path: string, run: () => T): T => {
    before(call, path);
    try {
      return run();
    } finally {
      after(call, path);
    }
  };
  const wrap = (file: OpenFile, path: string): OpenFile => ({
    stat: () => around('file.stat', path, () => file.stat()),
    read: (into, position) => around('file.read', path, () => file.read(into, position)),
    write: (from, position) => around('file.write', path, () => file.write(from, position)),
    chmod: mode => around('file.chmod', path, () => file.chmod(mode)),
    chown: (uid, gid) => around('file.chown', path, () => file.chown(uid, gid)),
    touch: () => around('file.touch', path, () => file.touch()),
    sync: () => around('file.sync', path, () => file.sync()),
    // A descriptor is closed also when closing reports an error.
    close: async () => {
      await file.close();
      before('file.close', path);
      after('file.close', path);
    },
  });
  return {
    ...base,
    calls: {
      lstat: path => around('lstat', path, () => calls.lstat(path)),
      readlink: path => around('readlink', path, () => calls.readlink(path)),
      realpath: path => around('realpath', path, () => calls.realpath(path)),
      readdir: path => around('readdir', path, () => calls.readdir(path)),
      access: path => around('access', path, () => calls.access(path)),
      mkdir: (path, mode) => around('mkdir', path, () => calls.mkdir(path, mode)),
      open: (path, flags, mode) =>
        around('open', path, async () => wrap(await calls.open(path, flags, mode), path)),
      unlink: path => around('unlink', path, () => calls.unlink(path)),
      lstatSync: path => now('lstatSync', path, () => calls.lstatSync(path)),
      renameSync: (from, to) => now('renameSync', to, () => calls.renameSync(from, to)),
      linkSync: (from, to) => now('linkSync', to, () => calls.linkSync(from, to)),
    },
  };
}

/** An error as the operating system reports it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made for the test`), { code });
}
