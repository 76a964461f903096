/**
 * A name for a local file that holds an asset: the asset's own name where that is a plain file name
 * on every system, else a changed one that is. Never empty, never a path, never longer than 200 bytes.
 */
export function safeLocalName(asset: string): string {
  const plain = asset.replace(/[\\/:*?"<>|\p{C}]/gu, '_').replace(/^[. ]+|[. ]+$/g, '');
  return plain === '' ? 'asset' : plain;
}
