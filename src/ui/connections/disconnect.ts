import type { ConnectionServices } from './connectionServices';
import { nodeKind, nodeId, type Node } from '../explorer/node';

/** Takes a connection out of the tree; a sandbox is stopped. Nothing on disk or at AWS changes. */
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
