import * as vscode from 'vscode';
import type { AwsAccess, UserPolicy } from '../../core/awsAccess';
import type { CodeArtifact } from '../../core/codeArtifact';
import { type Connection, connectionId, connectionRealm } from '../../core/connection';
import { type Domain, domainKey, domainOf } from '../../core/coordinates';
import type { ApprovedEndpoint } from '../../core/endpoint';
import { Failure, isFailure } from '../../core/failure';
import { AddedDomains } from './addedDomains';
import { CredentialWatch } from './credentialWatch';
import { approvedApis } from './endpointSettings';
import { RememberedConnections, type Remembered } from './rememberedConnections';
import type { Node } from '../explorer/node';
import type { Sandbox } from '../sandbox/sandbox';

const approvedKey = 'approvedDomains';

/** The connections that the user made, and a client for each. */
export class Connections implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #aws: AwsAccess;
  readonly #sandbox: Sandbox;
  readonly #remembered: RememberedConnections;
  readonly #added: AddedDomains;
  readonly #watch = new CredentialWatch();
  readonly #clients = new Map<string, Promise<CodeArtifact>>();
  /** Which connection listed a domain, by the domain's id. */
  readonly #listed = new Map<string, { readonly domain: Domain; readonly by: string }>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #credentialsCame = new vscode.EventEmitter<void>();
  /** Somebody has signed in or changed a profile, here or elsewhere: what failed may work now. */
  readonly onDidCredentialsCome = this.#credentialsCame.event;
  readonly #domainsListed = new vscode.EventEmitter<void>();
  /** A connection lists domains that no connection has listed in this window before. */
  readonly onDidListDomains = this.#domainsListed.event;

  constructor(memento: vscode.Memento, aws: AwsAccess, sandbox: Sandbox) {
    this.#memento = memento;
    this.#aws = aws;
    this.#sandbox = sandbox;
    this.#remembered = new RememberedConnections(memento);
    this.#added = new AddedDomains(memento);
    this.#watch.onDidChange(() => this.#credentialsCame.fire());
  }

  /** Tells VS Code whether there are connections, for welcome views and menus. */
  async announce(): Promise<void> {
    const connected = this.#remembered.all().length > 0;
    await vscode.commands.executeCommand('setContext', 'codeartifact.connected', connected);
    this.#changed.fire();
  }

  /** The roots of the explorer, in the order in which they were made. */
  async roots(): Promise<Node[]> {
    const nodes = await Promise.all(
      this.#remembered.all().map(async (it): Promise<Node> => {
        const connection = await this.#connection(it);
        return connection ? { kind: 'connection', connection } : { kind: 'stoppedSandbox' };
      }),
    );
    return nodes;
  }

  /** The connections that can be asked now: a sandbox that does not run is left out. */
  async available(): Promise<Connection[]> {
    const all = await Promise.all(this.#remembered.all().map(it => this.#connection(it)));
    return all.filter(it => it !== undefined);
  }

  /** Adds a connection, or takes the place of the equal one: a sandbox is used as one user at a time. */
  async add(connection: Connection): Promise<void> {
    await this.#remembered.add(connection);
    await this.announce();
  }

  /** Forgets a connection; its client is closed. Nothing on disk or at AWS changes. */
  async remove(id: string): Promise<void> {
    if (id === 'sandbox') await this.#sandbox.stop();
    await this.#remembered.remove(id);
    await this.#added.forget(id);
    await this.announce();
  }

  /**
   * The client of `connection`; an unattended one never asks the user anything. Throws
   * `sandbox-stopped` for a sandbox that is gone.
   */
  async api(connection: Connection, attended = true): Promise<CodeArtifact> {
    if (connection.kind === 'sandbox') {
      const running = await this.#sandbox.running();
      if (running?.endpoint !== connection.endpoint)
        throw new Failure('sandbox-stopped', connection.endpoint);
    }
    const key = connection.kind === 'sandbox' ? connection.accessKeyId : '';
    const id = [connectionId(connection), connectionRealm(connection), key, attended].join(' ');
    let client = this.#clients.get(id);
    if (!client) {
      client = this.#aws.connect(connection, attended);
      if (connection.kind !== 'sandbox') void this.#startWatching();
      this.#clients.set(id, client);
      client.catch(() => this.#clients.delete(id));
    }
    return await client;
  }

  /** Endpoints outside of AWS whose URLs count as CodeArtifact's: the running sandbox's, and the user's own. */
  async approved(): Promise<ApprovedEndpoint[]> {
    const sandbox = await this.#sandbox.running();
    const own = approvedApis();
    return sandbox ? [{ origin: sandbox.endpoint, region: sandbox.region }, ...own] : own;
  }

  /**
   * The connection that is to ask for `domain`: the sandbox for its own, else the one that listed
   * it, else one of the domain's region, else one whose credentials are used in that region.
   * Throws `no-connection`.
   */
  async forDomain(domain: Domain): Promise<Connection> {
    const all = await this.available();
    const real = domain.realm === 'aws' || approvedApis().some(it => it.origin === domain.realm);
    const found = real
      ? this.#awsConnection(domain, all)
      : (all.find(it => connectionRealm(it) === domain.realm) ?? (await this.#sandboxOf(domain)));
    if (!found) throw new Failure('no-connection', domain.domain);
    return found.kind === 'sandbox' ? found : { ...found, region: domain.region };
  }

  /** Whether a connection's own listing named the domain, or the user said yes to it. */
  knows(domain: Domain): boolean {
    const id = domainKey(domain);
    return this.#listed.has(id) || this.#memento.get<string[]>(approvedKey, []).includes(id);
  }

  /** The domains that the user named for `connection`. */
  added(connection: Connection): readonly Domain[] {
    return this.#added.of(connection);
  }

  /** Keeps a domain that the connection may not list. The user named it: its tokens may be fetched. */
  async addDomain(connection: Connection, domain: Domain): Promise<void> {
    await this.#added.add(connection, domain);
    await this.approve(domain);
    this.noteListed(connection, [domain]);
    this.#changed.fire();
  }

  /** Takes it out of the tree again. */
  async removeDomain(connection: Connection, domain: Domain): Promise<void> {
    await this.#added.remove(connection, domain);
    this.#changed.fire();
  }

  /** Credentials are there now that were not before. */
  credentialsCame(): void {
    this.#credentialsCame.fire();
  }

  /** Keeps that a connection listed these domains. */
  noteListed(connection: Connection, domains: readonly Domain[]): void {
    const by = connectionId(connection);
    const before = this.#listed.size;
    for (const domain of domains) this.#listed.set(domainKey(domain), { domain, by });
    if (this.#listed.size > before) this.#domainsListed.fire();
  }

  /** The domains that some connection's own listing has named in this window. */
  listed(): readonly Domain[] {
    return [...this.#listed.values()].map(({ domain }) => domainOf(domain));
  }

  /** Asks the connection of `domain` for its domains. A listing that is refused teaches nothing. */
  async learn(domain: Domain, signal: AbortSignal): Promise<void> {
    try {
      const connection = await this.forDomain(domain);
      const api = await this.api(connection);
      let next: string | undefined;
      do {
        const page = await api.domains(next, signal);
        this.noteListed(connection, page.items);
        next = page.next;
      } while (next !== undefined);
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }

  /** Keeps that the user wants tokens of `domain` fetched. */
  async approve(domain: Domain): Promise<void> {
    const before = this.#memento.get<string[]>(approvedKey, []);
    await this.#memento.update(approvedKey, [...new Set([...before, domainKey(domain)])]);
  }

  /** Closes the clients; the next calls make new ones, with the settings as they are then. */
  reconnect(): void {
    for (const client of this.#clients.values()) void client.then(it => it.dispose());
    this.#clients.clear();
    this.#changed.fire();
  }

  dispose(): void {
    this.reconnect();
    this.#watch.dispose();
    this.#credentialsCame.dispose();
    this.#domainsListed.dispose();
    this.#changed.dispose();
  }

  /**
   * Gives a user of the running sandbox a policy, as its administrator. Throws `sandbox-stopped`,
   * and what the sandbox refuses.
   */
  async applyToSandbox(policy: UserPolicy, signal: AbortSignal): Promise<void> {
    const admin = await this.#sandbox.running();
    if (!admin) throw new Failure('sandbox-stopped', 'sandbox');
    await this.#aws.putSandboxPolicy(admin, policy, signal);
  }

  /** The way to AWS that all connections take. */
  get aws(): AwsAccess {
    return this.#aws;
  }

  async #startWatching(): Promise<void> {
    this.#watch.start(await this.#aws.places());
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

  async #sandboxOf(domain: Domain): Promise<Connection | undefined> {
    const sandbox = await this.#sandbox.running();
    return sandbox && connectionRealm(sandbox) === domain.realm ? sandbox : undefined;
  }

  async #connection(it: Remembered): Promise<Connection | undefined> {
    return it.kind === 'sandbox' ? await this.#sandbox.running(it.user) : it;
  }
}
