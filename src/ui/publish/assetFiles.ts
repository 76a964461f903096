import path from 'node:path';
import type { ArchivePlan, LeftOut, PlanEntry } from '../../archive/archivePlan';
import { nameProblem } from '../../model/nameRules';
import type { Source } from './sources';

/** A file that can become an asset of its own. */
export interface AssetFile {
  /** The asset's name: the file's own. */
  readonly asset: string;
  readonly file: string;
  readonly sizeBytes: number;
}

/** Why a file cannot be an asset beside the others. */
export type AssetProblem = 'name' | 'twice';

/** What of the sources becomes assets, and what not. */
export interface AssetPlan {
  readonly files: readonly AssetFile[];
  /** Files in subfolders: assets have no folders. */
  readonly inFolders: number;
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly { readonly file: string; readonly problem: AssetProblem }[];
}

/** Takes the files that lie directly in the sources, which were planned one by one. */
export function assetPlan(
  planned: readonly { readonly source: Source; readonly plan: ArchivePlan }[],
): AssetPlan {
  const all = planned.flatMap(({ plan }) => plan.entries.filter(it => it.kind === 'file'));
  const direct = all.filter(it => !it.path.includes('/'));
  const files = direct.map(assetFile);
  const names = files.map(({ asset }) => asset);
  return {
    files,
    inFolders: all.length - direct.length,
    leftOut: planned.flatMap(({ plan }) => plan.leftOut.filter(it => !it.path.includes('/'))),
    problems: files.flatMap(({ asset, file }, index) => {
      const problem = problemOf(asset, names.indexOf(asset) !== index);
      return problem === undefined ? [] : [{ file, problem }];
    }),
  };
}

function problemOf(asset: string, isSecond: boolean): AssetProblem | undefined {
  if (nameProblem('asset', asset)) return 'name';
  return isSecond ? 'twice' : undefined;
}

function assetFile(entry: Extract<PlanEntry, { kind: 'file' }>): AssetFile {
  const { source, identity } = entry;
  return { asset: path.basename(source), file: source, sizeBytes: identity.bytes };
}
