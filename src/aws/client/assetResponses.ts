import type { AssetSummary, PublishPackageVersionResult } from '@aws-sdk/client-codeartifact';
import { hashNames, type Asset, type Hashes, type PublishedAsset } from '../../core/asset';
import { patterns } from '../../core/coordinates';
import type { ResponseReader } from './responseReader';
import { versionStatuses } from './responseParsers';

/** An asset from a response of `ListPackageVersionAssets` or `PublishPackageVersion`. */
export function parseAsset(reader: ResponseReader, it: AssetSummary): Asset {
  const { size } = it;
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
    return reader.fail('assets.size', size);
  return {
    name: reader.text('assets.name', it.name, patterns.asset),
    ...(size !== undefined && { sizeBytes: size }),
    hashes: parseHashes(reader, it),
  };
}

/** The response to publishing `asset`. */
export function parsePublishedAsset(
  reader: ResponseReader,
  output: PublishPackageVersionResult,
  asset: string,
): PublishedAsset {
  const summary = parseAsset(reader, reader.required('asset', output.asset));
  if (summary.name !== asset) return reader.fail('asset.name', summary.name);
  const revision = reader.optionalText(
    'versionRevision',
    output.versionRevision,
    patterns.revision,
  );
  return {
    asset: summary,
    status: reader.oneOf('status', output.status, versionStatuses),
    ...(revision !== undefined && { revision }),
  };
}

/** The API model allows 32 to 512 hex digits; clients compare them in lower case. */
function parseHashes(reader: ResponseReader, { hashes: apiHashes = {} }: AssetSummary): Hashes {
  const found = hashNames.flatMap(name => {
    const value = reader.optionalText(`hashes.${name}`, apiHashes[name], /^[0-9A-Fa-f]{32,512}$/);
    return value === undefined ? [] : [[name, value.toLowerCase()]];
  });
  return Object.fromEntries(found) as Hashes;
}
