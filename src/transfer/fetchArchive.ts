import type { CodeArtifact } from '../core/codeArtifact';
import { Failure } from '../core/failure';
import { fetchTemporary, type FetchedTemporary, type Fetching, type Wanted } from './fetchAsset';
import { archiveKind, tellingBytes } from '../archive/unpack/archiveKind';
import { Refusal } from '../archive/unpack/refusal';

/**
 * As `fetchTemporary`, for what is to be unpacked: throws `archive-refused` as soon as the first bytes
 * tell that it cannot be, before the rest has come for nothing.
 */
export function fetchArchive(
  api: Pick<CodeArtifact, 'download'>,
  wanted: Wanted,
  folder: string,
  fetching: Fetching,
  signal: AbortSignal,
): Promise<FetchedTemporary> {
  const looking: Pick<CodeArtifact, 'download'> = {
    download: (of, take, given) => {
      const look = firstLook(of.asset);
      return api.download(
        of,
        chunk => {
          look(chunk);
          return take(chunk);
        },
        given,
      );
    },
  };
  return fetchTemporary(looking, wanted, folder, fetching, signal);
}

/** What is shorter than a look needs is left to whoever unpacks it. */
function firstLook(asset: string): (chunk: Uint8Array) => void {
  let start = Buffer.alloc(0);
  return chunk => {
    if (start.length === tellingBytes) return;
    start = Buffer.concat([start, chunk.subarray(0, tellingBytes - start.length)]);
    if (start.length < tellingBytes) return;
    try {
      archiveKind(start);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Failure('archive-refused', asset, { reason: error.message }, { cause: error });
    }
  };
}
