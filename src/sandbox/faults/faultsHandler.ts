import type { IncomingMessage } from 'node:http';
import { json, plain, type Answer } from '../http/answer';
import { readBody } from '../http/requestBody';
import { parseFaults, type Faults } from './faults';

/**
 * `/_sandbox/faults`: GET tells which faults are set, POST sets a list of them, DELETE removes all.
 * The header `x-sandbox` keeps pages in a browser out, which may send it nowhere unasked.
 */
export async function serveFaults(faults: Faults, request: IncomingMessage): Promise<Answer> {
  if (request.headers['x-sandbox'] === undefined)
    return plain(403, 'The header x-sandbox is missing.');
  switch (request.method) {
    case 'GET':
      return json(200, faults.set);
    case 'DELETE':
      faults.replace([]);
      return json(200, []);
    case 'POST': {
      const given = parseFaults((await readBody(request)).toString('utf8'));
      if (typeof given === 'string') return plain(400, given);
      faults.replace(given);
      return json(200, faults.set);
    }
    default:
      return plain(405, 'Only GET, POST and DELETE are known here.');
  }
}
