import * as vscode from 'vscode';
import type { Refusal } from '../../maven/findRefusals';
import { type Domain, domainKey, domainOf } from '../../core/coordinates';
import { isCancelled, isFailure } from '../../core/failure';
import type { Connections } from '../connections/connections';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import { mavenRoom } from '../buildTools/maven/mavenRoom';
import { heldHash } from './heldHash';
import { updateJavaProjects } from './javaProjects';

/** What refusals are heard with. */
export interface RefusalServices {
  readonly log: vscode.LogOutputChannel;
  readonly connections: Pick<Connections, 'approved'>;
  readonly mavenFiles: MavenFiles;
  /** Offers the cure, without waiting for what comes of it. */
  readonly offer: (refusal: Refusal, pom?: vscode.Uri) => void;
  /** Told of a 401 that was answered just now. */
  readonly refused: (domain: Domain, signal: AbortSignal) => Promise<void>;
}

/** How long what a failed task left behind is looked for. */
const lookMilliseconds = 20_000;

/** A number that may be a status; looked for before anything is loaded. */
const mayRefuse = /\b40[139]\b/;

/**
 * Hears of builds that CodeArtifact refused, from the problems view, terminals and tasks; tells the
 * keeper of tokens at once, and offers the cure once for each cause.
 */
export class Refusals implements vscode.Disposable {
  readonly #services: RefusalServices;
  readonly #offered = new Set<string>();
  readonly #poms = new Map<string, vscode.Uri>();
  readonly #end = new AbortController();

  constructor(services: RefusalServices) {
    this.#services = services;
  }

  /** Hears what a build or the Java extension says; `pom` is the file that it says it of. */
  async hear(text: string, pom?: vscode.Uri): Promise<void> {
    if (!vscode.workspace.isTrusted || !mayRefuse.test(text)) return;
    const { findRefusals } = await mavenRoom();
    const refusals = findRefusals(text, await this.#services.connections.approved());
    if (pom && refusals.length > 0) this.#poms.set(pom.toString(), pom);
    for (const refusal of refusals) await this.#heard(refusal, pom);
  }

  /** Hears what a build that failed has left in the local repository since it was started. */
  async lookFor(since: number): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const limit = AbortSignal.any([this.#end.signal, AbortSignal.timeout(lookMilliseconds)]);
    try {
      const { failuresSince } = await import('../commands/chunk');
      await this.hear(await failuresSince(this.#services, since, limit));
    } catch (error) {
      if (!isFailure(error) && !limit.aborted) throw error;
      this.#services.log.debug('The local repository was not looked through.');
    }
  }

  /** The pom.xml files that refusals were told of; all of the workspace where none is known. */
  async affectedPoms(): Promise<readonly vscode.Uri[]> {
    if (this.#poms.size > 0) return [...this.#poms.values()];
    return await vscode.workspace.findFiles('**/pom.xml', '**/{target,node_modules,.git}/**', 200);
  }

  /** A fresh token is there: the Java extension resolves anew what failed without it. */
  async tokensRenewed(): Promise<void> {
    await updateJavaProjects([...this.#poms.values()], this.#services.log);
  }

  /** The affected projects have been dealt with. */
  forget(): void {
    this.#poms.clear();
  }

  dispose(): void {
    this.#end.abort();
  }

  async #heard(refusal: Refusal, pom: vscode.Uri | undefined): Promise<void> {
    const { status, endpoint, cached, artifact = '' } = refusal;
    const { signal } = this.#end;
    const domain = domainOf(endpoint);
    const hash = await this.#heldHash(domain);
    const cause = [status, artifact, domainKey(domain), hash ?? ''].join(' ');
    if (this.#offered.has(cause)) return;
    this.#offered.add(cause);
    this.#services.log.info(`${status} from ${domainKey(domain)}`);
    if (status === 401 && !cached) {
      await this.#services.refused(domain, signal);
      // The token that came of it is no new cause as long as the same build goes on telling.
      const renewed = await this.#heldHash(domain);
      this.#offered.add([status, artifact, domainKey(domain), renewed ?? ''].join(' '));
    }
    this.#services.offer(refusal, pom);
  }

  /** What settings.xml holds now, without it: another token makes another cause. */
  async #heldHash(domain: Domain): Promise<string | undefined> {
    try {
      return heldHash(await this.#services.mavenFiles.read(this.#end.signal), domain);
    } catch (error) {
      if (isFailure(error) || isCancelled(error)) return undefined;
      throw error;
    }
  }
}
