import { isServiceError, ServiceError } from '../serviceError';
import { FatalError } from '../fatalError';
import { AssetUnreadableError } from '../store/blobStore';
import { jsonResponse, type BufferedResponse } from './httpResponse';

/** The response for an error in the form of the API: the type in a header, the rest in the body. */
export function errorResponse(error: unknown): BufferedResponse {
  const { type, status, message, members } = isServiceError(error)
    ? error
    : new ServiceError('InternalServerException', 500, clientMessage(error));
  const headers = { 'x-amzn-errortype': type, ...retryAfterHeader(members) };
  return jsonResponse(status, message === '' ? members : { message, ...members }, headers);
}

/** An error as the log shows it, with the stack of it and of its causes. */
export function formatStackTrace(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by ${formatStackTrace(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

function clientMessage(error: unknown): string {
  if (error instanceof FatalError || error instanceof AssetUnreadableError) return error.message;
  const { code, syscall } = error as Partial<NodeJS.ErrnoException>;
  return code !== undefined && syscall !== undefined
    ? `The sandbox cannot use its data folder: ${syscall} failed with ${code}`
    : 'Internal server error';
}

function retryAfterHeader(members: ServiceError['members']): Record<string, string> {
  const { retryAfterSeconds } = members;
  return typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {};
}
