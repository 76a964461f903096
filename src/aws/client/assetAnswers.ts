import type { AssetSummary, PublishPackageVersionResult } from '@aws-sdk/client-codeartifact';
import { hashNames, type Asset, type Hashes, type Published } from '../../core/asset';
import { patterns } from '../../core/coordinates';
import type { Answer } from './answer';
import { statuses } from './summaries';

/** An asset, as `ListPackageVersionAssets` and `PublishPackageVersion` tell of it. */
export function assetSummary(answer: Answer, it: AssetSummary): Asset {
  const { size } = it;
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0))
    return answer.refuse('assets.size', size);
  return {
    name: answer.text('assets.name', it.name, patterns.asset),
    ...(size !== undefined && { sizeBytes: size }),
    hashes: hashes(answer, it),
  };
}

/** The answer to a publication of `asset`. */
export function published(
  answer: Answer,
  output: PublishPackageVersionResult,
  asset: string,
): Published {
  const summary = assetSummary(answer, answer.present('asset', output.asset));
  if (summary.name !== asset) return answer.refuse('asset.name', summary.name);
  const revision = answer.optionalText(
    'versionRevision',
    output.versionRevision,
    patterns.revision,
  );
  return {
    asset: summary,
    status: answer.oneOf('status', output.status, statuses),
    ...(revision !== undefined && { revision }),
  };
}

/** The model allows 32 to 512 hex digits; clients compare them in lower case. */
function hashes(answer: Answer, { hashes: given = {} }: AssetSummary): Hashes {
  const found = hashNames.flatMap(name => {
    const value = answer.optionalText(`hashes.${name}`, given[name], /^[0-9A-Fa-f]{32,512}$/);
    return value === undefined ? [] : [[name, value.toLowerCase()]];
  });
  return Object.fromEntries(found) as Hashes;
}
