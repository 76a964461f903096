import type { Stats } from 'node:fs';
import { fileIdentityOf } from '../../files/fileIdentity';
import { fileKey } from './excludeAliases';
import type {
  ExcludedEntry,
  PlanEntry,
  PlanLimits,
  PlanProblem,
  PlanProblemKind,
  PlanWarning,
} from './archivePlan';
import {
  collisionKey,
  drivePrefixProblem,
  unsafeNameProblem,
  windowsNameProblem,
} from '../../shared/portableName';

const maxProblems = 100;

/** Collects the entries and problems of a plan. */
export class ArchivePlanBuilder {
  readonly entries: PlanEntry[] = [];
  readonly excluded: ExcludedEntry[] = [];
  readonly problems: PlanProblem[] = [];
  readonly warnings: PlanWarning[] = [];
  readonly #limits: PlanLimits;
  /** The spelling of each path, by its collision key. */
  readonly #pathsByKey = new Map<string, string>();
  /** The names of secrets that have another name as well, by `fileKey`. */
  readonly secretFiles = new Map<string, string>();
  #bytes = 0;

  constructor(limits: PlanLimits) {
    this.#limits = limits;
  }

  /** Whether the limit of entries is exceeded, so that the walk can stop. */
  isFull(): boolean {
    return this.entries.length > this.#limits.entries;
  }

  add(entry: PlanEntry): void {
    if (this.isFull()) return;
    this.entries.push(entry);
    if (this.isFull())
      this.addProblem(
        'too-many',
        entry.path,
        `there are more than ${this.#limits.entries} entries`,
      );
    this.#checkName(entry.path);
    if (entry.kind !== 'file') return;
    const before = this.#bytes;
    this.#bytes += entry.identity.bytes;
    const { bytes } = this.#limits;
    if (before <= bytes && this.#bytes > bytes)
      this.addProblem(
        'too-large',
        entry.path,
        `there are more than ${Math.floor(bytes / 1024 ** 2)} MiB`,
      );
  }

  /** Adds something that is left out; `stats` tell it from files with other names. */
  exclude(entry: ExcludedEntry, stats: Stats): void {
    this.excluded.push(entry);
    if (entry.reason === 'secret' && stats.isFile() && stats.nlink > 1)
      this.secretFiles.set(fileKey(fileIdentityOf(stats)), entry.path);
  }

  addProblem(kind: PlanProblemKind, path: string, reason: string): void {
    if (this.problems.length < maxProblems) this.problems.push({ kind, path, reason });
  }

  #checkName(path: string): void {
    const parts = path.split('/');
    const name = parts.at(-1) ?? '';
    const unsafeReason = unsafeNameProblem(name) ?? drivePrefixProblem(name);
    if (unsafeReason !== undefined) this.addProblem('name-not-portable', path, unsafeReason);
    const windowsReason = windowsNameProblem(name);
    if (unsafeReason === undefined && windowsReason !== undefined)
      this.warnings.push({ path, reason: windowsReason });
    if (parts.length > this.#limits.depth)
      this.addProblem('too-deep', path, `folders are more than ${this.#limits.depth} deep`);
    const key = collisionKey(path);
    const other = this.#pathsByKey.get(key);
    if (other === undefined) this.#pathsByKey.set(key, path);
    else this.addProblem('names-collide', path, `${other} is the same file on some systems`);
  }
}
