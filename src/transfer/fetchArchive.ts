import type { CodeArtifact } from '../core/codeArtifact';
import { Failure } from '../core/failure';
import {
  fetchToTemporaryFile,
  type FetchedTemporaryFile,
  type FetchOptions,
  type AssetDownload,
} from './fetchAsset';
import { detectArchiveFormat, signatureBytes } from '../archive/unpack/detectArchiveFormat';
import { ArchiveRefusal } from '../archive/unpack/archiveRefusal';

/**
 * Downloads an archive as `fetchToTemporaryFile` does. Throws `archive-refused` as soon as the first
 * bytes show that its format is not supported.
 */
export function fetchArchive(
  api: Pick<CodeArtifact, 'download'>,
  download: AssetDownload,
  folder: string,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedTemporaryFile> {
  const checkedApi: Pick<CodeArtifact, 'download'> = {
    download: (request, onChunk, downloadSignal) => {
      const checkFormat = createFormatCheck(request.asset);
      return api.download(
        request,
        chunk => {
          checkFormat(chunk);
          return onChunk(chunk);
        },
        downloadSignal,
      );
    },
  };
  return fetchToTemporaryFile(checkedApi, download, folder, options, signal);
}

/** A file that is shorter than its signature is checked when it is unpacked. */
function createFormatCheck(asset: string): (chunk: Uint8Array) => void {
  let start = Buffer.alloc(0);
  return chunk => {
    if (start.length === signatureBytes) return;
    start = Buffer.concat([start, chunk.subarray(0, signatureBytes - start.length)]);
    if (start.length < signatureBytes) return;
    try {
      detectArchiveFormat(start);
    } catch (error) {
      if (!(error instanceof ArchiveRefusal)) throw error;
      throw new Failure('archive-refused', asset, { reason: error.message }, { cause: error });
    }
  };
}
