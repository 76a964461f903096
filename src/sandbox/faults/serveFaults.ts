import type { IncomingMessage } from 'node:http';
import { jsonResponse, textResponse, type HttpResponse } from '../http/httpResponse';
import { readRequestBody } from '../http/requestBody';
import { parseFaults, type Faults } from './faults';

/**
 * Serves `/_sandbox/faults`: GET returns the faults that are set, POST sets a list of them, DELETE
 * removes all. Requests need the header `x-sandbox`, which web pages of other origins cannot send.
 */
export async function serveFaults(faults: Faults, request: IncomingMessage): Promise<HttpResponse> {
  if (request.headers['x-sandbox'] === undefined)
    return textResponse(403, 'The header x-sandbox is missing.');
  switch (request.method) {
    case 'GET':
      return jsonResponse(200, faults.active);
    case 'DELETE':
      faults.replace([]);
      return jsonResponse(200, []);
    case 'POST': {
      const parsed = parseFaults((await readRequestBody(request)).toString('utf8'));
      if (typeof parsed === 'string') return textResponse(400, parsed);
      faults.replace(parsed);
      return jsonResponse(200, faults.active);
    }
    default:
      return textResponse(405, 'Only GET, POST and DELETE are allowed here.');
  }
}
