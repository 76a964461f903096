import { Failure, isCancelled, isFailure } from '../../core/failure';
import { isAnswered, unreadBody, type Answered } from '../client/answered';
import { networkFailure } from './networkFailure';
import { providerFailure } from './providerFailure';
import { codeOfStatus, serviceFailure, type CallFacts } from './serviceFailure';
import { isStranger, proxyAnswered } from './stranger';
import { wordless } from './wordless';

/**
 * The one place where the SDK's errors become `Failure`s. Cancellations and failures pass as they
 * are; so does what is nobody's fault but ours.
 */
export function translated(error: unknown, facts: CallFacts): unknown {
  if (!(error instanceof Error) || isCancelled(error)) return error;
  if (isFailure(error)) return withOperation(error, facts);
  if (isAnswered(error) && isStranger(error.$response?.headers ?? {}))
    return strangerFailure(error, facts);
  if (isAnswered(error) && '$fault' in error) return serviceFailure(error, facts);
  // A connection that breaks within an answer comes with that answer's status.
  const network = networkFailure(error);
  if (network) return withOperation(network, facts);
  if (isAnswered(error)) return strangerFailure(error, facts);
  return endpointFailure(error, facts) ?? error;
}

/**
 * The same for errors met on the way to credentials, where the providers keep only the text of what
 * went wrong below them: `trouble` is the request that got no answer, if there was one.
 */
export function translatedProvider(
  error: unknown,
  trouble: Error | undefined,
  facts: CallFacts,
): unknown {
  if (!(error instanceof Error) || isCancelled(error) || isFailure(error)) return error;
  if (trouble && !isCancelled(trouble)) return translated(trouble, facts);
  const better = translated(error, facts);
  return better === error ? providerFailure(error, facts.subject) : better;
}

/** An answer that the SDK could not parse. AWS marks all that it says; anything else that is not even JSON was said by somebody else. */
function strangerFailure(error: Answered, { subject, operation }: CallFacts): Failure {
  const status = error.$metadata.httpStatusCode;
  const requestId = error.$metadata.requestId;
  const html =
    isStranger(error.$response?.headers ?? {}) ||
    /^\s*<(?!\?xml)/.test(unreadBody(error) ?? '') ||
    error.message.includes("'<'");
  const facts = { operation, ...(status && { status }), ...(requestId && { requestId }) };
  if (!requestId && (html || (status ?? 0) >= 300))
    return proxyAnswered(subject, facts, { cause: wordless(error) });
  if (status !== undefined && status >= 400)
    return new Failure(codeOfStatus(status), subject, facts, { cause: wordless(error) });
  const reason = 'the answer could not be read';
  return new Failure('bad-answer', subject, { ...facts, reason }, { cause: wordless(error) });
}

/** The SDK's own refusals to build an endpoint. */
function endpointFailure(error: Error, { subject, operation }: CallFacts): Failure | undefined {
  const { message } = error;
  if (/Region (?:is missing|not accepted)|Missing Region|valid hostname component/.test(message)) {
    return new Failure('region-invalid', subject, { operation }, { cause: wordless(error) });
  }
  if (error.name !== 'EndpointError' && !/Invalid URL|Invalid Configuration/.test(message))
    return undefined;
  const reason = message.replace(/^Invalid Configuration: /, '');
  return new Failure(
    'endpoint-refused',
    subject,
    { operation, reason },
    { cause: wordless(error) },
  );
}

function withOperation(failure: Failure, { operation }: CallFacts): Failure {
  if (failure.details.operation !== undefined) return failure;
  const details = { operation, ...failure.details };
  return new Failure(failure.code, failure.subject, details, { cause: failure.cause });
}
