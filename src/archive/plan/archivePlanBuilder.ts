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

/** What a walk has found so far. */
export class ArchivePlanBuilder {
  readonly entries: PlanEntry[] = [];
  readonly excluded: ExcludedEntry[] = [];
  readonly problems: PlanProblem[] = [];
  readonly warnings: PlanWarning[] = [];
  readonly #limits: PlanLimits;
  /** How each path is spelled, by what it is on a disk where spelling does not count. */
  readonly #pathsByKey = new Map<string, string>();
  #files = 0;
  #bytes = 0;

  constructor(limits: PlanLimits) {
    this.#limits = limits;
  }

  get files(): number {
    return this.#files;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether there is more than can be packed: walking on would be in vain. */
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
    this.#files++;
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
