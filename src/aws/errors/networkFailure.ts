import { Failure, type FailureCode } from '../../core/failure';
import { withoutMessage } from './withoutMessage';

// Node's error codes of sockets and name lookups. Any other code is not a network failure.
const socketCodes = new Map<string, FailureCode>([
  ['ENOTFOUND', 'host-unknown'],
  ['EAI_AGAIN', 'host-unknown'],
  ['EAI_FAIL', 'host-unknown'],
  ['EAI_NODATA', 'host-unknown'],
  ['ECONNREFUSED', 'unreachable'],
  ['ECONNRESET', 'unreachable'],
  ['ECONNABORTED', 'unreachable'],
  ['EPIPE', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ETIMEDOUT', 'timeout'],
  ['EPROTO', 'tls'],
]);

// OpenSSL's verification codes as Node names them, and the codes of Node's `tls` module.
const tlsCode =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|ERROR_IN_C)/;

/** The failure of a request that got no response, or undefined if `error` is something else. */
export function networkFailure(error: Error): Failure | undefined {
  const code = errorCode(error);
  if (code === undefined) return undefined;
  const host = (error as { host?: unknown }).host;
  const name = typeof host === 'string' ? host : 'AWS';
  const details = { ...(typeof host === 'string' && { host }), errno: code };
  const createFailure = (failure: FailureCode, reason: string): Failure =>
    new Failure(failure, name, { ...details, reason }, { cause: withoutMessage(error) });
  if (tlsCode.test(code)) return createFailure('tls', 'the secure connection could not be made');
  if (code.startsWith('HPE_')) return createFailure('proxy-answered', 'the answer was not HTTP');
  const failureCode = socketCodes.get(code);
  return failureCode && createFailure(failureCode, reasons[failureCode] ?? code);
}

const reasons: Partial<Record<FailureCode, string>> = {
  'host-unknown': 'the name could not be resolved',
  unreachable: 'the connection failed or was cut',
  timeout: 'no answer in time',
  tls: 'the secure connection could not be made',
};

/** For a host with several addresses, Node wraps one error per address in one without a code. */
function errorCode(error: Error): string | undefined {
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError) {
    const inner: unknown = error.errors.find(cause => cause instanceof Error && 'code' in cause);
    return inner instanceof Error ? errorCode(inner) : undefined;
  }
  return error.message === 'aborted' ? 'ECONNRESET' : undefined;
}
