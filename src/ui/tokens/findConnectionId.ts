import { connectionId } from '../../core/connection';
import type { Domain } from '../../core/coordinates';
import { isFailure } from '../../core/failure';
import type { Connections } from '../connections/connections';

/** The id of the connection to use for `domain`, or undefined if there is none. */
export async function findConnectionId(
  connections: Connections,
  domain: Domain,
): Promise<string | undefined> {
  try {
    return connectionId(await connections.forDomain(domain));
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** Whether there is a connection for `domain`. */
export async function hasConnection(connections: Connections, domain: Domain): Promise<boolean> {
  return (await findConnectionId(connections, domain)) !== undefined;
}
