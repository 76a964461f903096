import type {
  LeftOut,
  PlanEntry,
  PlanLimits,
  PlanProblem,
  PlanProblemKind,
  PlanWarning,
} from './archivePlan';
import { collisionKey, driveProblem, unsafeName, windowsProblem } from '../../shared/portableName';

const mostProblems = 100;

/** What a walk has found so far. */
export class Found {
  readonly entries: PlanEntry[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly problems: PlanProblem[] = [];
  readonly warnings: PlanWarning[] = [];
  readonly #limits: PlanLimits;
  /** How each path is spelled, by what it is on a disk where spelling does not count. */
  readonly #spelled = new Map<string, string>();
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
      this.problem('too-many', entry.path, `there are more than ${this.#limits.entries} entries`);
    this.#checkName(entry.path);
    if (entry.kind !== 'file') return;
    this.#files++;
    const before = this.#bytes;
    this.#bytes += entry.identity.bytes;
    const { bytes } = this.#limits;
    if (before <= bytes && this.#bytes > bytes)
      this.problem(
        'too-large',
        entry.path,
        `there are more than ${Math.floor(bytes / 1024 ** 2)} MiB`,
      );
  }

  problem(kind: PlanProblemKind, path: string, reason: string): void {
    if (this.problems.length < mostProblems) this.problems.push({ kind, path, reason });
  }

  #checkName(path: string): void {
    const parts = path.split('/');
    const name = parts.at(-1) ?? '';
    const wrong = unsafeName(name) ?? driveProblem(name);
    if (wrong !== undefined) this.problem('name-not-portable', path, wrong);
    const onWindows = windowsProblem(name);
    if (wrong === undefined && onWindows !== undefined)
      this.warnings.push({ path, reason: onWindows });
    if (parts.length > this.#limits.depth)
      this.problem('too-deep', path, `folders are more than ${this.#limits.depth} deep`);
    const key = collisionKey(path);
    const other = this.#spelled.get(key);
    if (other === undefined) this.#spelled.set(key, path);
    else this.problem('names-collide', path, `${other} is the same file on some systems`);
  }
}
