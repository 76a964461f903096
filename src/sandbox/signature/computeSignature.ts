import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request as its signature covers it. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as received, such as `/v1/domain?domain=demo`. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** The SHA-256 of the body in hex, or the value of `x-amz-content-sha256`. */
  readonly payloadHash: string;
}

/** The parts of an `Authorization` header of Signature Version 4. */
export interface AuthorizationHeader {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Parses an `Authorization` header; `undefined` when it is not one of Signature Version 4. */
export function parseAuthorizationHeader(
  header: string | undefined,
): AuthorizationHeader | undefined {
  const [, fields] = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header ?? '') ?? [];
  if (fields === undefined) return undefined;
  const field = (name: string) => new RegExp(`(?:^|[,\\s])${name}=([^,\\s]+)`).exec(fields)?.[1];
  const scope = field('Credential')?.split('/');
  const headers = field('SignedHeaders');
  const signature = field('Signature');
  if (scope?.length !== 5 || headers === undefined || signature === undefined) return undefined;
  const [accessKeyId = '', date = '', region = '', service = '', end] = scope;
  if (end !== 'aws4_request') return undefined;
  return { accessKeyId, date, region, service, signedHeaders: headers.split(';'), signature };
}

/** The signature of `request` with `secret`, in hex (AWS: "Create a signed AWS API request"). */
export function computeSignature(
  request: SignedRequest,
  { date, region, service, signedHeaders }: Omit<AuthorizationHeader, 'signature' | 'accessKeyId'>,
  secret: string,
): string {
  const [path, query] = splitTarget(request.target);
  const canonical = [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...signedHeaders.map(name => `${name}:${headerValue(request.headers, name)}`),
    '',
    signedHeaders.join(';'),
    request.payloadHash,
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const time = headerValue(request.headers, 'x-amz-date');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>(
    (parent, part) => createHmac('sha256', parent).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', key)
    .update(['AWS4-HMAC-SHA256', time, scope, hash].join('\n'))
    .digest('hex');
}

function splitTarget(target: string): [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** All services except S3 encode the received path a second time. */
function canonicalPath(path: string): string {
  return path.split('/').map(percentEncode).join('/') || '/';
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = query.split('&').map(pair => {
    const [name, value] = splitPair(pair);
    return [percentEncode(percentDecode(name)), percentEncode(percentDecode(value))] as const;
  });
  return pairs
    .sort(([a, x], [b, y]) => compareText(a, b) || compareText(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.trim().replace(/\s+/g, ' ');
}

/** Encodes everything except letters, digits and `-._~` (RFC 3986). */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    it => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
