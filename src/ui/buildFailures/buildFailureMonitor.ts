import * as vscode from 'vscode';
import type { RejectedRequest } from '../../maven/findRejectedRequests';
import { type Domain, domainKey, domainOf } from '../../core/coordinates';
import { isCancelled, isFailure } from '../../core/failure';
import type { Connections } from '../connections/connections';
import type { MavenFiles } from '../buildTools/maven/mavenFiles';
import { findTokenHash } from './findTokenHash';
import { updateJavaProjects } from './updateJavaProjects';
import { findRejectedRequests } from '../../maven/findRejectedRequests';
import { findFailureMessagesSince } from './findFailedDownloads';

/** What refusals are heard with. */
export interface BuildFailureMonitorPorts {
  readonly log: vscode.LogOutputChannel;
  readonly connections: Pick<Connections, 'approvedRepositoryEndpoints'>;
  readonly mavenFiles: MavenFiles;
  /** Offers the cure, without waiting for what comes of it. */
  readonly notifyRejection: (refusal: RejectedRequest, pom?: vscode.Uri) => void;
  /** Told of a 401 that was answered just now. */
  readonly onUnauthorized: (domain: Domain, signal: AbortSignal) => Promise<void>;
}

/** How long what a failed task left behind is looked for. */
const scanTimeoutMilliseconds = 20_000;

/** What may be a rejection; checked before src/maven is loaded. */
const rejectionStatusPattern =
  /\b40[139]\b|not authorized|reason ?phrase|access denied|author\w+ failed|authentication failed/i;

/**
 * Hears of builds that CodeArtifact refused, from the problems view, terminals and tasks; tells the
 * keeper of tokens at once, and offers the cure once for each cause.
 */
export class BuildFailureMonitor implements vscode.Disposable {
  readonly #services: BuildFailureMonitorPorts;
  readonly #reportedCauses = new Set<string>();
  readonly #poms = new Map<string, vscode.Uri>();
  readonly #abort = new AbortController();

  constructor(services: BuildFailureMonitorPorts) {
    this.#services = services;
  }

  /** Hears what a build or the Java extension says; `pom` is the file that it says it of. */
  async processOutput(text: string, pom?: vscode.Uri): Promise<void> {
    if (!vscode.workspace.isTrusted || !rejectionStatusPattern.test(text)) return;
    const rejections = findRejectedRequests(
      text,
      await this.#services.connections.approvedRepositoryEndpoints(),
    );
    if (pom && rejections.length > 0) this.#poms.set(pom.toString(), pom);
    for (const rejection of rejections) await this.#handleRejection(rejection, pom);
  }

  /** Hears what a build that failed has left in the local repository since it was started. */
  async scanLocalRepository(since: number): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const scanSignal = AbortSignal.any([
      this.#abort.signal,
      AbortSignal.timeout(scanTimeoutMilliseconds),
    ]);
    try {
      await this.processOutput(await findFailureMessagesSince(this.#services, since, scanSignal));
    } catch (error) {
      if (!isFailure(error) && !scanSignal.aborted) throw error;
      this.#services.log.debug('The local repository was not looked through.');
    }
  }

  /** The pom.xml files that refusals were told of; all of the workspace where none is known. */
  async affectedPoms(): Promise<readonly vscode.Uri[]> {
    if (this.#poms.size > 0) return [...this.#poms.values()];
    return await vscode.workspace.findFiles('**/pom.xml', '**/{target,node_modules,.git}/**', 200);
  }

  /** A fresh token is there: the Java extension resolves anew what failed without it. */
  async updateAffectedProjects(): Promise<void> {
    await updateJavaProjects([...this.#poms.values()], this.#services.log);
  }

  /** The affected projects have been dealt with. */
  clearAffectedPoms(): void {
    this.#poms.clear();
  }

  dispose(): void {
    this.#abort.abort();
  }

  async #handleRejection(rejection: RejectedRequest, pom: vscode.Uri | undefined): Promise<void> {
    const { status, endpoint, isCached, artifact = '' } = rejection;
    const { signal } = this.#abort;
    const domain = domainOf(endpoint);
    const hash = await this.#findTokenHash(domain);
    const cause = [status, artifact, domainKey(domain), hash ?? ''].join(' ');
    if (this.#reportedCauses.has(cause)) return;
    this.#reportedCauses.add(cause);
    this.#services.log.info(`${status} from ${domainKey(domain)}`);
    if (status === 401 && !isCached) {
      await this.#services.onUnauthorized(domain, signal);
      // The token that came of it is no new cause as long as the same build goes on telling.
      const renewedHash = await this.#findTokenHash(domain);
      this.#reportedCauses.add([status, artifact, domainKey(domain), renewedHash ?? ''].join(' '));
    }
    this.#services.notifyRejection(rejection, pom);
  }

  /** What settings.xml holds now, without it: another token makes another cause. */
  async #findTokenHash(domain: Domain): Promise<string | undefined> {
    try {
      return findTokenHash(await this.#services.mavenFiles.read(this.#abort.signal), domain);
    } catch (error) {
      if (isFailure(error) || isCancelled(error)) return undefined;
      throw error;
    }
  }
}
