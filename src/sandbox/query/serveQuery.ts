import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestLogFields } from '../api/serveApi';
import { isServiceError, ServiceError } from '../serviceError';
import type { HttpResponse } from '../http/httpResponse';
import { readRequestBody } from '../http/requestBody';
import { findAccessKey } from '../iam/users';
import type { Service } from '../service';
import { verifySignature } from '../signature/verifySignature';
import { iamActions } from './iamActions';
import { getCallerIdentity } from './getCallerIdentity';
import { formatXml, type XmlContent } from './formatXml';
import type { QueryAction } from './queryAction';

interface QueryApi {
  readonly service: string;
  readonly namespace: string;
  readonly actions: Readonly<Record<string, QueryAction>>;
}

const apisByVersion: Readonly<Record<string, QueryApi>> = {
  '2011-06-15': {
    service: 'sts',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    actions: { GetCallerIdentity: getCallerIdentity },
  },
  '2010-05-08': {
    service: 'iam',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    actions: iamActions,
  },
};

/** Serves `POST /`: STS and IAM. Also answers their errors, which the query protocol sends as XML. */
export async function serveQuery(
  service: Service,
  request: IncomingMessage,
  logFields: RequestLogFields,
  requestId: string,
): Promise<HttpResponse> {
  const body = await readRequestBody(request);
  const form = new URLSearchParams(body.toString('utf8'));
  const api = apisByVersion[form.get('Version') ?? ''];
  try {
    const name = form.get('Action') ?? '';
    logFields.operation = name;
    const action = api && Object.hasOwn(api.actions, name) ? api.actions[name] : undefined;
    if (!api || !action)
      throw new ServiceError('InvalidAction', 400, `Could not find operation ${name}`);
    const { method = 'POST', url: target = '/', headers } = request;
    const payloadHash = createHash('sha256').update(body).digest('hex');
    const user = verifySignature({ method, target, headers, payloadHash }, api.service, {
      // Both services also have a global endpoint, whose signatures name us-east-1.
      regions: [service.region, 'us-east-1'],
      now: service.now,
      accessKey: id => findAccessKey(service.store, id),
    });
    logFields.user = user;
    const result = action(service, form, user);
    const metadata = { RequestId: requestId };
    return xmlResponse(200, `${name}Response`, api.namespace, {
      [`${name}Result`]: result,
      ResponseMetadata: metadata,
    });
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const details = { Type: 'Sender', Code: queryErrorCode(error.type), Message: error.message };
    const namespace = api?.namespace ?? 'https://sts.amazonaws.com/doc/2011-06-15/';
    return xmlResponse(error.status, 'ErrorResponse', namespace, {
      Error: details,
      RequestId: requestId,
    });
  }
}

function xmlResponse(
  status: number,
  root: string,
  namespace: string,
  content: XmlContent,
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: formatXml(root, namespace, content),
  };
}

/** The query protocol's code for an authentication error. */
function queryErrorCode(type: string): string {
  const names: Readonly<Record<string, string>> = {
    UnrecognizedClientException: 'InvalidClientTokenId',
    InvalidSignatureException: 'SignatureDoesNotMatch',
    MissingAuthenticationTokenException: 'MissingAuthenticationToken',
    IncompleteSignatureException: 'IncompleteSignature',
    AccessDeniedException: 'AccessDenied',
  };
  return names[type] ?? type;
}
