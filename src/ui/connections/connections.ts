import * as vscode from 'vscode';
import type { AwsAccess, UserPolicy } from '../../core/awsAccess';
import type { CodeArtifact } from '../../core/codeArtifact';
import { type Connection, connectionId, connectionRealm } from '../../core/connection';
import { type Domain, domainKey, domainOf } from '../../core/coordinates';
import type { ApprovedEndpoint } from '../../core/endpoint';
import { Failure, isFailure } from '../../core/failure';
import { AddedDomains } from './addedDomains';
import { CredentialWatcher } from './credentialWatcher';
import { approvedApiEndpoints } from './endpointSettings';
import { ConnectionStore, type StoredConnection } from './connectionStore';
import type { Node } from '../explorer/node';
import type { SandboxManager } from '../sandbox/sandboxManager';

const approvedKey = 'approvedDomains';

/** The user's connections, and a client for each. */
export class Connections implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #aws: AwsAccess;
  readonly #sandbox: SandboxManager;
  readonly #stored: ConnectionStore;
  readonly #added: AddedDomains;
  readonly #credentialWatcher = new CredentialWatcher();
  readonly #clients = new Map<string, Promise<CodeArtifact>>();
  /** The connection that listed a domain, by the domain's key. */
  readonly #listed = new Map<string, { readonly domain: Domain; readonly by: string }>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #credentialsChanged = new vscode.EventEmitter<void>();
  /**
   * The user has signed in or changed a profile, here or in another program. Failed requests may
   * succeed now.
   */
  readonly onDidChangeCredentials = this.#credentialsChanged.event;
  readonly #domainsListed = new vscode.EventEmitter<void>();
  /** A connection has listed domains that were not listed in this window before. */
  readonly onDidListDomains = this.#domainsListed.event;

  constructor(memento: vscode.Memento, aws: AwsAccess, sandbox: SandboxManager) {
    this.#memento = memento;
    this.#aws = aws;
    this.#sandbox = sandbox;
    this.#stored = new ConnectionStore(memento);
    this.#added = new AddedDomains(memento);
    this.#credentialWatcher.onDidChange(() => this.#credentialsChanged.fire());
  }

  /** Sets the context key that says whether there are connections, for welcome views and menus. */
  async updateContextKey(): Promise<void> {
    const connected = this.#stored.all().length > 0;
    await vscode.commands.executeCommand('setContext', 'codeartifact.connected', connected);
    this.#changed.fire();
  }

  /** The roots of the explorer, in the order in which they were added. */
  async rootNodes(): Promise<Node[]> {
    const nodes = await Promise.all(
      this.#stored.all().map(async (stored): Promise<Node> => {
        const connection = await this.#resolveStored(stored);
        return connection ? { kind: 'connection', connection } : { kind: 'stoppedSandbox' };
      }),
    );
    return nodes;
  }

  /** The connections that can be used now. A sandbox that is not running is left out. */
  async available(): Promise<Connection[]> {
    const all = await Promise.all(this.#stored.all().map(it => this.#resolveStored(it)));
    return all.filter(it => it !== undefined);
  }

  /**
   * Adds a connection or replaces the one with the same id. A sandbox is used as one user at a
   * time.
   */
  async add(connection: Connection): Promise<void> {
    await this.#stored.add(connection);
    await this.updateContextKey();
  }

  /** Removes a connection and closes its client. Nothing changes on the disk or in AWS. */
  async remove(id: string): Promise<void> {
    if (id === 'sandbox') await this.#sandbox.stop();
    await this.#stored.remove(id);
    await this.#added.removeConnection(id);
    await this.updateContextKey();
  }

  /**
   * The client of `connection`. With `attended` false, it never asks the user anything. Throws
   * `sandbox-stopped` if the sandbox is not running.
   */
  async api(connection: Connection, attended = true): Promise<CodeArtifact> {
    if (connection.kind === 'sandbox') {
      const running = await this.#sandbox.findRunning();
      if (running?.endpoint !== connection.endpoint)
        throw new Failure('sandbox-stopped', connection.endpoint);
    }
    const key = connection.kind === 'sandbox' ? connection.accessKeyId : '';
    const id = [connectionId(connection), connectionRealm(connection), key, attended].join(' ');
    let client = this.#clients.get(id);
    if (!client) {
      client = this.#aws.connect(connection, attended);
      if (connection.kind !== 'sandbox') void this.#startCredentialWatcher();
      this.#clients.set(id, client);
      client.catch(() => this.#clients.delete(id));
    }
    return await client;
  }

  /**
   * The endpoints outside AWS whose repository URLs are accepted: those of the running sandbox and
   * of the user's settings.
   */
  async approvedRepositoryEndpoints(): Promise<ApprovedEndpoint[]> {
    const sandbox = await this.#sandbox.findRunning();
    const own = approvedApiEndpoints();
    return sandbox ? [{ origin: sandbox.endpoint, region: sandbox.region }, ...own] : own;
  }

  /**
   * The connection to use for `domain`: for a domain of the sandbox, the sandbox. Otherwise the
   * connection that listed it, or one in its region, or any other one, used in that region. Throws
   * `no-connection`.
   */
  async forDomain(domain: Domain): Promise<Connection> {
    const all = await this.available();
    const isAwsDomain =
      domain.realm === 'aws' || approvedApiEndpoints().some(it => it.origin === domain.realm);
    const found = isAwsDomain
      ? this.#awsConnection(domain, all)
      : (all.find(it => connectionRealm(it) === domain.realm) ??
        (await this.#sandboxForDomain(domain)));
    if (!found) throw new Failure('no-connection', domain.domain);
    return found.kind === 'sandbox' ? found : { ...found, region: domain.region };
  }

  /** Whether a connection has listed the domain or the user has approved it. */
  isKnownDomain(domain: Domain): boolean {
    const id = domainKey(domain);
    return this.#listed.has(id) || this.#memento.get<string[]>(approvedKey, []).includes(id);
  }

  /** The domains that the user added to `connection` by name. */
  addedDomains(connection: Connection): readonly Domain[] {
    return this.#added.list(connection);
  }

  /**
   * Adds a domain that the connection may not list, and approves it, because the user entered its
   * name.
   */
  async addDomain(connection: Connection, domain: Domain): Promise<void> {
    await this.#added.add(connection, domain);
    await this.approveDomain(domain);
    this.recordListedDomains(connection, [domain]);
    this.#changed.fire();
  }

  /** Removes an added domain from the tree. */
  async removeDomain(connection: Connection, domain: Domain): Promise<void> {
    await this.#added.remove(connection, domain);
    this.#changed.fire();
  }

  /** Reports that new credentials are available. */
  notifyCredentialsChanged(): void {
    this.#credentialsChanged.fire();
  }

  /** Records that a connection listed these domains. */
  recordListedDomains(connection: Connection, domains: readonly Domain[]): void {
    const by = connectionId(connection);
    const before = this.#listed.size;
    for (const domain of domains) this.#listed.set(domainKey(domain), { domain, by });
    if (this.#listed.size > before) this.#domainsListed.fire();
  }

  /** The domains that connections have listed in this window. */
  listedDomains(): readonly Domain[] {
    return [...this.#listed.values()].map(({ domain }) => domainOf(domain));
  }

  /** Lists the domains of the connection of `domain`. A failure is ignored. */
  async refreshListedDomains(domain: Domain, signal: AbortSignal): Promise<void> {
    try {
      const connection = await this.forDomain(domain);
      const api = await this.api(connection);
      let next: string | undefined;
      do {
        const page = await api.domains(next, signal);
        this.recordListedDomains(connection, page.items);
        next = page.next;
      } while (next !== undefined);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }

  /** Records that the user allows tokens for `domain`. */
  async approveDomain(domain: Domain): Promise<void> {
    const before = this.#memento.get<string[]>(approvedKey, []);
    await this.#memento.update(approvedKey, [...new Set([...before, domainKey(domain)])]);
  }

  /** Closes the clients. The next calls create new ones with the current settings. */
  resetClients(): void {
    for (const client of this.#clients.values()) void client.then(it => it.dispose());
    this.#clients.clear();
    this.#changed.fire();
  }

  dispose(): void {
    this.resetClients();
    this.#credentialWatcher.dispose();
    this.#credentialsChanged.dispose();
    this.#domainsListed.dispose();
    this.#changed.dispose();
  }

  /**
   * Attaches a policy to a user of the running sandbox. Throws `sandbox-stopped`, and what the
   * sandbox refuses.
   */
  async putSandboxPolicy(policy: UserPolicy, signal: AbortSignal): Promise<void> {
    const admin = await this.#sandbox.findRunning();
    if (!admin) throw new Failure('sandbox-stopped', 'sandbox');
    await this.#aws.putSandboxPolicy(admin, policy, signal);
  }

  /** The access to AWS that all connections share. */
  get aws(): AwsAccess {
    return this.#aws;
  }

  async #startCredentialWatcher(): Promise<void> {
    this.#credentialWatcher.start(await this.#aws.credentialPaths());
  }

  #awsConnection(domain: Domain, all: readonly Connection[]): Connection | undefined {
    const aws = all.filter(it => it.kind !== 'sandbox');
    const listedBy = this.#listed.get(domainKey(domain))?.by;
    return (
      aws.find(it => connectionId(it) === listedBy) ??
      aws.find(it => this.#added.has(it, domain)) ??
      aws.find(it => it.region === domain.region) ??
      aws[0]
    );
  }

  async #sandboxForDomain(domain: Domain): Promise<Connection | undefined> {
    const sandbox = await this.#sandbox.findRunning();
    return sandbox && connectionRealm(sandbox) === domain.realm ? sandbox : undefined;
  }

  async #resolveStored(stored: StoredConnection): Promise<Connection | undefined> {
    return stored.kind === 'sandbox' ? await this.#sandbox.findRunning(stored.user) : stored;
  }
}
