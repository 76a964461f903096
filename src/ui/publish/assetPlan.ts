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

/** A file that can become an asset of its own. */
export interface AssetFile {
  /** The asset's name: the file's own. */
  readonly asset: string;
  readonly file: string;
  readonly sizeBytes: number;
  /** Whether it was chosen by name, but looks like a secret. */
  readonly looksLikeSecret: boolean;
}

/** Files to be published, of which there is at least one. */
export type AssetFiles = readonly [AssetFile, ...AssetFile[]];

/** Why a file cannot be an asset beside the others. */
export type AssetProblem = 'name' | 'twice' | 'large';

/** What of the sources becomes assets, and what not. */
export interface AssetPlan {
  readonly files: readonly AssetFile[];
  /** Files in subfolders: assets have no folders. */
  readonly nestedFileCount: number;
  /** Links that lie directly in the sources: an asset is a file. */
  readonly links: readonly string[];
  readonly excluded: readonly ExcludedEntry[];
  readonly problems: readonly { readonly file: string; readonly problem: AssetProblem }[];
  /** A source that cannot be looked into, or not to its end. */
  readonly unreadableSource: PlanProblem | undefined;
}

/** What a source was found to hold. */
export interface PlannedSource {
  readonly source: LocalSource;
  readonly plan: ArchivePlan;
  /** Whether the source is a file that looks like a secret. */
  readonly looksLikeSecret: boolean;
}

/** Of the problems that a folder has as an archive, those that keep its files from being looked at. */
const blockingProblems: ReadonlySet<PlanProblemKind> = new Set([
  'unreadable',
  'absent',
  'special-root',
]);

/** Takes the files that lie directly in the sources, which were planned one by one. */
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
    // In subfolders nothing is looked for; a source itself is told by its place on the disk.
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
