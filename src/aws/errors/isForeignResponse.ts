import { Failure, type FailureDetails } from '../../core/failure';

/** Whether a response comes from something other than AWS: HTML without a request id. */
export function isForeignResponse(headers: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(headers);
  return (
    entries.some(([name, value]) => /^content-type$/i.test(name) && /^text\/html/i.test(value)) &&
    !entries.some(([name]) => /^x-[\w-]+-request-?id$/i.test(name))
  );
}

/** Creates the `proxy-answered` failure of a call that was answered by something other than AWS. */
export function proxyFailure(
  subject: string,
  details: FailureDetails,
  options?: ErrorOptions,
): Failure {
  const reason = 'a proxy or a sign-in page answered instead of AWS';
  return new Failure('proxy-answered', subject, { ...details, reason }, options);
}
