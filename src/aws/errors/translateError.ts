import { Failure, isCancelled, isFailure } from '../../core/failure';
import { isAwsServiceError, unparsedBody, type AwsServiceError } from './awsServiceError';
import { networkFailure } from './networkFailure';
import { providerFailure } from './providerFailure';
import { failureCodeForStatus, serviceFailure, type FailureContext } from './serviceFailure';
import { isForeignResponse, proxyFailure } from './isForeignResponse';
import { withoutMessage } from './withoutMessage';

/**
 * Turns an error of the SDK or the network into a `Failure`. Cancellations are returned unchanged, and
 * so is any error that is not recognized, because that is a bug.
 */
export function translateError(error: unknown, facts: FailureContext): unknown {
  if (!(error instanceof Error) || isCancelled(error)) return error;
  if (isFailure(error)) return withOperation(error, facts);
  if (isAwsServiceError(error) && isForeignResponse(error.$response?.headers ?? {}))
    return unreadableResponseFailure(error, facts);
  if (isAwsServiceError(error) && '$fault' in error) return serviceFailure(error, facts);
  // If the connection breaks in the middle of a response, the error has that response's status.
  const network = networkFailure(error);
  if (network) return withOperation(network, facts);
  if (isAwsServiceError(error)) return unreadableResponseFailure(error, facts);
  return endpointFailure(error, facts) ?? error;
}

/**
 * As `translateError`, for errors of the SDK's credential providers. Providers keep only the text of
 * an underlying error: `lastError` is the error of their last request if that got no response.
 */
export function translateProviderError(
  error: unknown,
  lastError: Error | undefined,
  facts: FailureContext,
): unknown {
  if (!(error instanceof Error) || isCancelled(error) || isFailure(error)) return error;
  if (lastError && !isCancelled(lastError)) return translateError(lastError, facts);
  const failure = translateError(error, facts);
  return failure === error ? providerFailure(error, facts.subject) : failure;
}

/** The failure for a response that could not be parsed. Without a request id it is not from AWS. */
function unreadableResponseFailure(
  error: AwsServiceError,
  { subject, operation, service }: FailureContext,
): Failure {
  const status = error.$metadata.httpStatusCode;
  const requestId = error.$metadata.requestId;
  const isHtml =
    isForeignResponse(error.$response?.headers ?? {}) ||
    /^\s*<(?!\?xml)/.test(unparsedBody(error) ?? '') ||
    error.message.includes("'<'");
  const facts = {
    operation,
    ...(service && { service }),
    ...(status && { status }),
    ...(requestId && { requestId }),
  };
  if (!requestId && (isHtml || (status ?? 0) >= 300))
    return proxyFailure(subject, facts, { cause: withoutMessage(error) });
  if (status !== undefined && status >= 400)
    return new Failure(failureCodeForStatus(status), subject, facts, {
      cause: withoutMessage(error),
    });
  const reason = 'the answer could not be read';
  return new Failure('bad-answer', subject, { ...facts, reason }, { cause: withoutMessage(error) });
}

/** The failure for an error of the SDK's endpoint resolution, which sends nothing. */
function endpointFailure(
  error: Error,
  { subject, operation, region }: FailureContext,
): Failure | undefined {
  const { message } = error;
  if (/Region (?:is missing|not accepted)|Missing Region|valid hostname component/.test(message)) {
    const cause = withoutMessage(error);
    return new Failure('region-invalid', region ?? subject, { operation }, { cause });
  }
  if (error.name !== 'EndpointError' && !/Invalid URL|Invalid Configuration/.test(message))
    return undefined;
  const reason = message.replace(/^Invalid Configuration: /, '');
  return new Failure(
    'endpoint-refused',
    subject,
    { operation, reason },
    { cause: withoutMessage(error) },
  );
}

function withOperation(failure: Failure, { operation, service }: FailureContext): Failure {
  if (failure.details.operation !== undefined) return failure;
  const details = { operation, ...(service && { service }), ...failure.details };
  return new Failure(failure.code, failure.subject, details, { cause: failure.cause });
}
