import { Failure, type FailureDetails } from '../../core/failure';

/** Whether headers are those of something that is not AWS: HTML without the id of a request. */
export function isForeignResponse(headers: Readonly<Record<string, string>>): boolean {
  const entries = Object.entries(headers);
  return (
    entries.some(([name, value]) => /^content-type$/i.test(name) && /^text\/html/i.test(value)) &&
    !entries.some(([name]) => /^x-[\w-]+-request-?id$/i.test(name))
  );
}

/** The failure of a call that something between here and AWS has answered. */
export function proxyFailure(
  subject: string,
  details: FailureDetails,
  options?: ErrorOptions,
): Failure {
  const reason = 'a proxy or a sign-in page answered instead of AWS';
  return new Failure('proxy-answered', subject, { ...details, reason }, options);
}
