import type { ConnectionServices } from './connectionServices';
import { nodeKind, nodeId, type Node } from '../explorer/node';

/**
 * Removes a connection from the tree and stops the sandbox if it was its connection. Nothing
 * changes on the disk or in AWS.
 */
export async function disconnect(
  { connections, explorer }: ConnectionServices,
  node: unknown,
): Promise<void> {
  const kind = nodeKind(node);
  if (kind === 'stoppedSandbox') await connections.remove('sandbox');
  if (kind !== 'connection') return;
  await connections.remove(nodeId(node as Node));
  await explorer.clearCache(nodeId(node as Node));
}
