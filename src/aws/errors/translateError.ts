import { Failure, isCancelled, isFailure } from '../../core/failure';
import { isAwsServiceError, unparsedBody, type AwsServiceError } from './awsServiceError';
import { networkFailure } from './networkFailure';
import { providerFailure } from './providerFailure';
import { failureCodeForStatus, serviceFailure, type FailureContext } from './serviceFailure';
import { isForeignResponse, proxyFailure } from './isForeignResponse';
import { withoutMessage } from './withoutMessage';

/**
 * The one place where the SDK's errors become `Failure`s. Cancellations and failures pass as they
 * are; so does what is nobody's fault but ours.
 */
export function translateError(error: unknown, facts: FailureContext): unknown {
  if (!(error instanceof Error) || isCancelled(error)) return error;
  if (isFailure(error)) return withOperation(error, facts);
  if (isAwsServiceError(error) && isForeignResponse(error.$response?.headers ?? {}))
    return unreadableResponseFailure(error, facts);
  if (isAwsServiceError(error) && '$fault' in error) return serviceFailure(error, facts);
  // A connection that breaks within an answer comes with that answer's status.
  const network = networkFailure(error);
  if (network) return withOperation(network, facts);
  if (isAwsServiceError(error)) return unreadableResponseFailure(error, facts);
  return endpointFailure(error, facts) ?? error;
}

/**
 * The same for errors met on the way to credentials, where the providers keep only the text of what
 * went wrong below them: `trouble` is the request that got no answer, if there was one.
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

/** An answer that the SDK could not parse. AWS marks all that it says; anything else that is not even JSON was said by somebody else. */
function unreadableResponseFailure(
  error: AwsServiceError,
  { subject, operation }: FailureContext,
): Failure {
  const status = error.$metadata.httpStatusCode;
  const requestId = error.$metadata.requestId;
  const isHtml =
    isForeignResponse(error.$response?.headers ?? {}) ||
    /^\s*<(?!\?xml)/.test(unparsedBody(error) ?? '') ||
    error.message.includes("'<'");
  const facts = { operation, ...(status && { status }), ...(requestId && { requestId }) };
  if (!requestId && (isHtml || (status ?? 0) >= 300))
    return proxyFailure(subject, facts, { cause: withoutMessage(error) });
  if (status !== undefined && status >= 400)
    return new Failure(failureCodeForStatus(status), subject, facts, {
      cause: withoutMessage(error),
    });
  const reason = 'the answer could not be read';
  return new Failure('bad-answer', subject, { ...facts, reason }, { cause: withoutMessage(error) });
}

/** The SDK's own refusals to build an endpoint. */
function endpointFailure(
  error: Error,
  { subject, operation }: FailureContext,
): Failure | undefined {
  const { message } = error;
  if (/Region (?:is missing|not accepted)|Missing Region|valid hostname component/.test(message)) {
    return new Failure('region-invalid', subject, { operation }, { cause: withoutMessage(error) });
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

function withOperation(failure: Failure, { operation }: FailureContext): Failure {
  if (failure.details.operation !== undefined) return failure;
  const details = { operation, ...failure.details };
  return new Failure(failure.code, failure.subject, details, { cause: failure.cause });
}
