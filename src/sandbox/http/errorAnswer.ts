import { isServiceError, ServiceError } from '../errors';
import { FatalError } from '../fatalError';
import { AssetUnreadable } from '../store/blobs';
import { json, type TextAnswer } from './answer';

/** Answers an error in the form of the API: the type in a header, the rest in the body. */
export function errorAnswer(error: unknown): TextAnswer {
  const { type, status, message, members } = isServiceError(error)
    ? error
    : new ServiceError('InternalServerException', 500, messageOf(error));
  const headers = { 'x-amzn-errortype': type, ...retryAfter(members) };
  return json(status, message === '' ? members : { message, ...members }, headers);
}

/** An error as the log shows it, with its stack. */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

function messageOf(error: unknown): string {
  if (error instanceof FatalError || error instanceof AssetUnreadable) return error.message;
  const { code, syscall } = error as Partial<NodeJS.ErrnoException>;
  return code !== undefined && syscall !== undefined
    ? `The sandbox cannot use its data folder: ${syscall} failed with ${code}`
    : 'Internal server error';
}

function retryAfter(members: ServiceError['members']): Record<string, string> {
  const { retryAfterSeconds } = members;
  return typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {};
}
