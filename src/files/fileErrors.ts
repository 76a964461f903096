import { Failure, isCancelled, isFailure, type FailureCode } from '../core/failure';

/** The operating system's code of an error, `EACCES`. */
export function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

const errnoReasons: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission',
  EPERM: 'the operating system does not permit it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'your disk quota is exceeded',
  EIO: 'the disk reported an error',
  ELOOP: 'its symbolic links form a cycle',
  ENAMETOOLONG: 'the name is too long',
  ENOTDIR: 'a part of the path is not a folder',
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
  EBUSY: 'another program is using it',
  ETXTBSY: 'another program is using it',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ESTALE: 'the network file system lost the file',
  EFBIG: 'the file is too large for the disk',
};

/**
 * Turns an error of the operating system into a `Failure` about `file`: `disk-full`,
 * `file-unsupported` for a cycle of links, otherwise `fallback`. Returns other errors unchanged.
 */
export function toFileFailure(error: unknown, file: string, fallback: FailureCode): unknown {
  if (isFailure(error) || isCancelled(error)) return error;
  const errno = errnoOf(error);
  if (errno === undefined) return error;
  const reason = errnoReasons[errno] ?? errno;
  return new Failure(
    failureCodeFor(errno, fallback),
    file,
    { file, errno, reason },
    { cause: error },
  );
}

function failureCodeFor(errno: string, fallback: FailureCode): FailureCode {
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return 'disk-full';
  if (errno === 'ELOOP') return 'file-unsupported';
  return fallback;
}

/** A `file-unsupported` failure. */
export function unsupportedFile(file: string, reason: string, errno?: string): Failure {
  return new Failure('file-unsupported', file, {
    file,
    reason,
    ...(errno === undefined ? {} : { errno }),
  });
}
