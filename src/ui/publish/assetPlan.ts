import path from 'node:path';
import type {
  ArchivePlan,
  ExcludedEntry,
  PlanEntry,
  PlanProblem,
  PlanProblemKind,
} from '../../archive/plan/archivePlan';
import { maxAssetBytes } from '../../core/asset';
import { findNameProblem } from '../../core/nameRules';
import type { LocalSource } from '../common/localSources';

/** A file that can be published as an asset. */
export interface AssetFile {
  /** The name of the asset, which is the name of the file. */
  readonly asset: string;
  readonly file: string;
  readonly sizeBytes: number;
  /** Whether the user selected this file itself and it looks like a secret. */
  readonly looksLikeSecret: boolean;
}

/** The files to publish, at least one. */
export type AssetFiles = readonly [AssetFile, ...AssetFile[]];

/** Why a file cannot be published as an asset with the others. */
export type AssetProblem = 'name' | 'twice' | 'large';

/** Which files of the sources become assets, and which do not. */
export interface AssetPlan {
  readonly files: readonly AssetFile[];
  /** The number of files in subfolders, which are left out because assets have no folders. */
  readonly nestedFileCount: number;
  /** The links in the sources, which are left out because an asset is a file. */
  readonly links: readonly string[];
  readonly excluded: readonly ExcludedEntry[];
  readonly problems: readonly { readonly file: string; readonly problem: AssetProblem }[];
  /** A source that cannot be read completely. */
  readonly unreadableSource: PlanProblem | undefined;
}

/** A source and its contents. */
export interface PlannedSource {
  readonly source: LocalSource;
  readonly plan: ArchivePlan;
  /** Whether the source is a file that looks like a secret. */
  readonly looksLikeSecret: boolean;
}

/** The problems of an archive plan that mean that not all files were found. */
const blockingProblems: ReadonlySet<PlanProblemKind> = new Set([
  'unreadable',
  'absent',
  'special-root',
]);

/** Selects the files directly in the sources. Each source has a plan of its own. */
export function createAssetPlan(plannedSources: readonly PlannedSource[]): AssetPlan {
  const all = plannedSources.flatMap(({ plan, looksLikeSecret }) =>
    plan.entries
      .filter(it => it.kind === 'file')
      .map(it => ({ ...it, looksSecret: looksLikeSecret })),
  );
  const direct = all.filter(it => !it.path.includes('/'));
  const files = direct.map(toAssetFile);
  const links = plannedSources.flatMap(({ plan }) => plan.entries.filter(it => it.kind === 'link'));
  const unreadableSource = plannedSources
    .flatMap(({ plan }) => plan.problems)
    // Files in subfolders are not assets. A source that is a file itself is recognised by its path.
    .find(
      it =>
        it.kind === 'too-many' ||
        (blockingProblems.has(it.kind) && (path.isAbsolute(it.path) || !it.path.includes('/'))),
    );
  const names = files.map(({ asset }) => asset);
  return {
    files,
    nestedFileCount: all.length - direct.length,
    links: links.map(it => it.path).filter(it => !it.includes('/')),
    excluded: plannedSources.flatMap(({ plan }) =>
      plan.excluded.filter(it => !it.path.includes('/')),
    ),
    problems: files.flatMap((it, index) => {
      const problem = findAssetProblem(it, names.indexOf(it.asset) !== index);
      return problem === undefined ? [] : [{ file: it.file, problem }];
    }),
    unreadableSource,
  };
}

function findAssetProblem(
  { asset, sizeBytes }: AssetFile,
  isSecond: boolean,
): AssetProblem | undefined {
  if (findNameProblem('asset', asset)) return 'name';
  if (sizeBytes > maxAssetBytes) return 'large';
  return isSecond ? 'twice' : undefined;
}

function toAssetFile({
  source,
  identity,
  looksSecret: looksLikeSecret,
}: Extract<PlanEntry, { kind: 'file' }> & { readonly looksSecret: boolean }): AssetFile {
  return { asset: path.basename(source), file: source, sizeBytes: identity.bytes, looksLikeSecret };
}
