import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { createCodeArtifact } from '../../src/aws/aws';
import type { CodeArtifact } from '../../src/core/codeArtifact';
import type { SandboxConnection } from '../../src/core/connection';
import type { Package, PackageVersion } from '../../src/core/coordinates';
import { isFailure } from '../../src/core/failure';
import { Secret } from '../../src/core/secret';
import { startSandboxServer, type SandboxServer } from '../../src/sandbox/sandboxServer';
import { Explorer } from '../../src/ui/explorer/explorer';
import type { Node, RepositoryNode, VersionNode } from '../../src/ui/explorer/node';
import { VirtualDocumentProvider } from '../../src/ui/common/virtualDocumentProvider';
import { copyAsCommand } from '../../src/ui/download/copyAsCommand';
import { download } from '../../src/ui/download/download';
import { publishFolders } from '../../src/ui/publish/publishFolders';
import { publishFilesAsAssets } from '../../src/ui/publish/publishSources';
import { RepositoryDropController } from '../../src/ui/publish/repositoryDropController';
import { showDetails } from '../../src/ui/download/showDetails';
import { revealVersion } from '../../src/ui/explorer/revealVersion';
import {
  listUnavailableVersions,
  describeVersionConflict,
  listExistingVersions,
} from '../../src/ui/publish/existingVersions';
import { TransferFolders } from '../../src/ui/common/transferFolders';
import { verifyFile } from '../../src/ui/download/verifyFile';
import { createTemporaryFile } from '../../src/files/temporaryFile';
import type { PublishServices } from '../../src/ui/publish/publishServices';
import type { DownloadServices } from '../../src/ui/download/downloadServices';
import { Memory } from './memory';
import { QuickInputs } from './quickInputs';

const { signal } = new AbortController();

describe('publishing and fetching', () => {
  let folder: string;
  let sandbox: SandboxServer;
  let api: CodeArtifact;
  let node: RepositoryNode;
  let services: PublishServices & DownloadServices;
  let revealed: Node[];
  let inputs: QuickInputs;
  let of: Package;
  let open: { dispose(): void }[];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'publish-'));
    sandbox = await startSandboxServer(
      {
        port: 0,
        data: path.join(folder, 'data'),
        seed: 'lesson',
        region: 'us-east-1',
        upstreams: {},
        account: '111122223333',
        exitWithParent: false,
        faults: false,
        reset: false,
      },
      () => undefined,
    );
    const { endpoint, region, account, accessKeyId, secretAccessKey } = sandbox.announcement;
    const connection: SandboxConnection = {
      kind: 'sandbox',
      region,
      endpoint,
      account,
      accessKeyId,
      secretAccessKey: new Secret(secretAccessKey),
    };
    api = createCodeArtifact(connection, { environment: {}, pageSize: 100, approved: [] });
    const domain = { realm: endpoint, region, owner: account, domain: 'demo' };
    node = {
      kind: 'repository',
      parent: { kind: 'domain', parent: { kind: 'connection', connection }, domain },
      repository: { ...domain, repository: 'webapp' },
    };
    of = { ...node.repository, format: 'generic', namespace: 'org.example', package: 'tool' };
  });
  after(async () => {
    api.dispose();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    inputs = new QuickInputs();
    revealed = [];
    const log = vscode.window.createOutputChannel('Test of publishing', { log: true });
    const previews = new VirtualDocumentProvider();
    const connections = {
      api: () => Promise.resolve(api),
      available: () => Promise.resolve([node.parent.parent.connection]),
      addedDomains: () => [],
    };
    const source = {
      rootNodes: () => Promise.resolve([node.parent.parent]),
      api: connections.api,
      recordListedDomains: () => undefined,
      addedDomains: () => [],
    };
    const explorer = new Explorer(source);
    open = [log, previews, explorer];
    const memento = new Memory();
    services = {
      log,
      memento,
      connections,
      previews,
      explorer,
      tree: { reveal: (it: Node) => Promise.resolve(void revealed.push(it)) },
      transfers: new TransferFolders(memento, vscode.Uri.file(path.join(folder, 'storage'))),
    } as unknown as PublishServices & DownloadServices;
  });
  afterEach(async () => {
    inputs.dispose();
    for (const each of open) each.dispose();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.deepEqual(await readdir(path.join(folder, 'storage', 'transfers')).catch(() => []), []);
  });

  async function project(
    name: string,
    files: Readonly<Record<string, string>>,
  ): Promise<vscode.Uri> {
    const root = path.join(folder, name);
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), content);
    }
    return vscode.Uri.file(root);
  }

  const pom = (version: string) =>
    `<project><groupId>org.example</groupId><artifactId>tool</artifactId><version>${version}</version></project>`;
  const versionNode = (version: PackageVersion): VersionNode => ({
    kind: 'version',
    parent: {
      kind: 'package',
      parent: {
        kind: 'group',
        parent: node,
        repository: node.repository,
        format: 'generic',
        namespace: 'org.example',
      },
      package: of,
    },
    version: { ...version, status: 'Published', origin: 'INTERNAL' },
  });

  it('publishes a folder, with what its pom.xml says proposed and the next free version', async () => {
    const uri = await project('a', {
      'pom.xml': pom('1.0.0-SNAPSHOT'),
      'src/a.txt': 'a',
      '.env': 'x',
    });
    const questions = (version: string) => [
      ...['Namespace: a team or product, such as org.example', 'Package name', version],
      'The tab shows what is included, and what is left out and why.',
    ];
    await inputs.accept(
      publishFolders(services, node, [uri]),
      ...questions('Version: tool has none yet'),
    );
    await inputs.accept(
      publishFolders(services, uri, [uri]),
      'Choose the repository to publish to',
      ...questions('Version: the latest one of tool is 1.0.0'),
    );
    const versions = await api.versions(of, undefined, signal);
    assert.deepEqual(versions.items.map(it => it.version).sort(), ['1.0.0', '1.0.1']);
    const { items } = await api.assets({ ...of, version: '1.0.0' }, undefined, signal);
    assert.deepEqual(
      items.map(it => it.name),
      ['tool-1.0.0.tar.gz'],
    );
    const again = await api.assets({ ...of, version: '1.0.1' }, undefined, signal);
    assert.equal(again.items[0]?.hashes['SHA-256'], items[0]?.hashes['SHA-256']);
  });

  it('publishes a single file as it is, and several as the assets of one version', async () => {
    const place = await project('b', { 'one.bin': 'one', 'two.bin': 'two' });
    const [one, two] = ['one.bin', 'two.bin'].map(it => vscode.Uri.joinPath(place, it));
    assert.ok(one && two);
    await services.memento.update('publishedNamespace', 'org.example');
    const questions = (name: string) => [
      ...['Namespace: a team or product, such as org.example', 'Package name'],
      ...[`Version: ${name} has none yet`, 'The tab shows the files that become assets.'],
    ];
    await inputs.accept(publishFilesAsAssets(services, node, [one, two]), ...questions('b'));
    await inputs.accept(
      publishFolders(services, one, [one]),
      'Choose the repository to publish to',
      ...questions('one'),
    );
    const version = { ...of, package: 'b', version: '1.0.0' };
    assert.equal((await api.version(version, signal)).status, 'Published');
    const { items } = await api.assets(version, undefined, signal);
    assert.deepEqual(
      items.map(it => [it.name, it.hashes['SHA-256']]),
      ['one', 'two'].map(it => [`${it}.bin`, createHash('sha256').update(it).digest('hex')]),
    );
    const single = await api.assets({ ...of, package: 'one', version: '1.0.0' }, undefined, signal);
    assert.deepEqual(
      single.items.map(it => it.name),
      ['one.bin'],
    );
  });

  it('refuses what is not a folder of this machine, or holds nothing', async () => {
    const failing = (code: string) => (error: unknown) => isFailure(error) && error.code === code;
    const virtual = vscode.Uri.parse('memfs:/x/y');
    await assert.rejects(publishFolders(services, virtual, [virtual]), failing('not-local'));
    const gone = vscode.Uri.file(path.join(folder, 'gone'));
    await assert.rejects(publishFolders(services, gone, [gone]), failing('file-unreadable'));
    const empty = await project('empty', {});
    await mkdir(empty.fsPath);
    await assert.rejects(
      publishFilesAsAssets(services, empty, [empty]),
      failing('publish-refused'),
    );
    await assert.rejects(publishFolders(services, empty, [empty]), failing('publish-refused'));
  });

  it('knows which versions are taken, unfinished ones too', async () => {
    const taken = await listExistingVersions(api, of, signal);
    assert.match(describeVersionConflict(taken, '1.0.0', true) ?? '', /cannot be changed/);
    assert.equal(describeVersionConflict(taken, '9', false), undefined);
    const half = {
      ...taken,
      byName: new Map([
        ['1', { ...versionNode({ ...of, version: '1' }).version, status: 'Unfinished' as const }],
      ]),
    };
    assert.equal(describeVersionConflict(half, '1', true), undefined);
    assert.match(describeVersionConflict(half, '1', false) ?? '', /unfinished/);
    assert.deepEqual(
      [...listUnavailableVersions(half, true)],
      [],
      'it is proposed, to be gone on with',
    );
    assert.deepEqual([...listUnavailableVersions(half, false)], ['1']);
    assert.deepEqual(await listExistingVersions(api, { ...of, package: 'never' }, signal), {
      newest: undefined,
      byName: new Map(),
    });
  });

  it('downloads what was published, and finds it equal', async () => {
    const version = { ...of, version: '1.0.0' };
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    // The dialog proposes the workspace and the asset's own name.
    const target = vscode.Uri.joinPath(workspace.uri, 'tool-1.0.0.tar.gz');
    await inputs.accept(download(services, versionNode(version)), 'Download tool-1.0.0.tar.gz');
    const [asset] = (await api.assets(version, undefined, signal)).items;
    const sha256 = createHash('sha256')
      .update(await readFile(target.fsPath))
      .digest('hex');
    assert.equal(sha256, asset?.hashes['SHA-256']);
    await verifyFile(services, versionNode(version), [target]);
    await rm(target.fsPath);
  });

  it('shows and copies what is known of a version', async () => {
    const version = versionNode({ ...of, version: '1.0.0' });
    await vscode.env.clipboard.writeText('');
    await inputs.accept(showDetails(services, version), 'Choose a line to copy it');
    assert.equal(await vscode.env.clipboard.readText(), '1.0.0');
    await inputs.accept(copyAsCommand(services, version));
    const command = await vscode.env.clipboard.readText();
    assert.match(command, /get-package-version-asset[^]*--asset tool-1\.0\.0\.tar\.gz/);
    assert.ok(!command.includes(sandbox.announcement.secretAccessKey));
  });

  it('finds a version in the tree', async () => {
    await revealVersion(services, node, { ...of, version: '1.0.1' });
    const [found] = revealed;
    assert.ok(found?.kind === 'version');
    assert.equal(found.version.version, '1.0.1');
    await revealVersion(services, node, { ...of, version: 'never' });
    assert.equal(revealed[1]?.kind, 'package');
  });

  it('takes files that are dropped on a repository, and on nothing else', async () => {
    const dropped: string[] = [];
    const drop = new RepositoryDropController((target, uris) =>
      dropped.push(target.repository.repository, ...uris.map(uri => uri.path)),
    );
    assert.deepEqual(drop.dropMimeTypes, ['text/uri-list']);
    const data = new vscode.DataTransfer();
    const list = '# files\r\nfile:///x/a%20b\r\nfile:///y\r\n';
    data.set('text/uri-list', new vscode.DataTransferItem(list));
    await drop.handleDrop(node.parent, data);
    await drop.handleDrop(undefined, data);
    await drop.handleDrop(node, new vscode.DataTransfer());
    assert.deepEqual(dropped, []);
    await drop.handleDrop(node, data);
    assert.deepEqual(dropped, ['webapp', '/x/a b', '/y']);
  });

  it('sweeps what a killed process left', async () => {
    const { transfers } = services;
    // The process that made it lives, so only its age tells.
    const later = Date.now() + 30 * 24 * 3_600_000;
    const left = await createTemporaryFile(await transfers.createStorageFolder(), 'tar.gz');
    assert.deepEqual(await transfers.sweep(Date.now()), []);
    assert.deepEqual(await transfers.sweep(later), [left.path]);
    await left.dispose();
    const elsewhere = path.join(folder, 'elsewhere');
    await mkdir(elsewhere);
    const part = await transfers.withFolder(elsewhere, () =>
      createTemporaryFile(elsewhere, 'part'),
    );
    assert.deepEqual(await transfers.sweep(later), []);
    await services.memento.update('transferFolders', [elsewhere]);
    assert.deepEqual(await transfers.sweep(later), [part.path]);
    await part.dispose();
  });
});
